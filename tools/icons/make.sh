#!/bin/sh
# Draws public/icons/ from public/favicon.svg with Chromium. The maskable icon fills its square: launchers cut their own shape out of it.
set -eu
cd "$(dirname "$0")/../.."
mkdir -p public/icons
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT

draw() { # SVG SIZE PNG
  printf '<!doctype html><style>*{margin:0}img{display:block;width:100vw;height:100vh}</style><img src="%s">' "$1" >"$work/page.html"
  "${CHROMIUM:-chromium}" --headless --no-sandbox --disable-background-networking --hide-scrollbars --force-device-scale-factor=1 \
    --default-background-color=00000000 --window-size="$2,$2" --screenshot="$3" "file://$work/page.html" 2>/dev/null
}

cp public/favicon.svg "$work/icon.svg"
# Without round corners, and with the lens inside the inner four fifths.
sed -e 's/ rx="14"//' -e 's/<path d="[^"]*"/<path d="M0 50h64v14H0Z"/' public/favicon.svg >"$work/maskable.svg"
draw icon.svg 192 public/icons/192.png
draw icon.svg 512 public/icons/512.png
draw maskable.svg 512 public/icons/maskable-512.png
