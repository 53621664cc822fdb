// What must work before the application does: theme and language from the start, and a readable panel with a way out when the
// application cannot be loaded or has panicked. A plain script without dependencies, in old syntax on purpose.
(function () {
  "use strict";

  var WORDS = {
    en: {
      simd: "This browser is too old",
      simdText: "Battledex runs its model as WebAssembly with SIMD, which this browser lacks. Update it, or use a current Chrome, Edge, Firefox or Safari",
      load: "The page could not be loaded",
      loadText: "Its program did not arrive or could not be started. Check the connection and reload",
      panic: "The page has stopped",
      panicText: "An error in its program stopped it. Reload to go on; the address keeps your battle",
      reload: "Reload",
    },
    fr: {
      simd: "Ce navigateur est trop ancien",
      simdText: "Battledex exécute son modèle en WebAssembly avec SIMD, que ce navigateur n’a pas. Mettez-le à jour, ou utilisez un Chrome, Edge, Firefox ou Safari récent",
      load: "La page n’a pas pu être chargée",
      loadText: "Son programme n’est pas arrivé ou n’a pas pu démarrer. Vérifiez la connexion et rechargez",
      panic: "La page s’est arrêtée",
      panicText: "Une erreur de son programme l’a arrêtée. Rechargez pour continuer ; l’adresse garde votre combat",
      reload: "Recharger",
    },
  };

  var root = document.documentElement;
  var settings = {};
  try {
    settings = JSON.parse(localStorage.getItem("battledex.settings")) || {};
  } catch (error) {
    // Storage is forbidden or holds something else: the browser's own preferences count.
  }
  // The address counts more than what was chosen before: somebody else may have shared it.
  var named = /[?&]lang=([a-z]{2})(?:&|$)/.exec(location.search);
  if (named && !WORDS[named[1]]) named = null;
  var tags = named ? [named[1]] : settings.lang ? [settings.lang] : navigator.languages || [navigator.language || "en"];
  var lang = "en";
  for (var i = 0; i < tags.length; i += 1) {
    var code = String(tags[i]).slice(0, 2).toLowerCase();
    if (WORDS[code]) {
      lang = code;
      break;
    }
  }
  root.lang = lang;
  // Links are fragments, which count from the base: with the address's own query they stay in this document and keep its language.
  var base = document.querySelector("base");
  if (base && named) base.href = base.href.split("?")[0] + location.search;
  if (settings.theme === "light" || settings.theme === "dark") root.dataset.theme = settings.theme;

  // An address of the registry viewer needs its program: it is asked for before the page's own has come and asks for it.
  var build = document.querySelector('meta[name="battledex-build"]');
  if (build && /^#\/(registry|experiments|runs|curves|compare-runs|doctor)(\/|\?|$)/.test(location.hash)) {
    preload("modulepreload", "viewer.js");
    preload("preload", "viewer_bg.wasm");
  }

  function preload(rel, file) {
    var link = document.createElement("link");
    link.rel = rel;
    if (rel === "preload") link.as = "fetch";
    link.crossOrigin = "anonymous";
    link.href = file + "?build=" + build.content;
    document.head.append(link);
  }

  var started = false;
  var shown = false;

  function show(kind) {
    if (shown) return;
    if (!document.body) {
      document.addEventListener("DOMContentLoaded", function () {
        show(kind);
      });
      return;
    }
    shown = true;
    var words = WORDS[lang];
    var panel = document.createElement("main");
    panel.className = "boot-panel";
    var box = document.createElement("div");
    box.className = "problem";
    box.setAttribute("role", "alert");
    var title = document.createElement("h1");
    title.textContent = words[kind];
    var text = document.createElement("p");
    text.textContent = words[kind + "Text"];
    var button = document.createElement("button");
    button.type = "button";
    button.className = "button primary";
    button.textContent = words.reload;
    button.addEventListener("click", function () {
      location.reload();
    });
    box.append(title, text, button);
    panel.append(box);
    document.body.replaceChildren(panel);
    button.focus();
  }

  function simd() {
    // (func (result v128) i32.const 0 i8x16.splat i8x16.popcnt)
    var module = [0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11];
    try {
      return WebAssembly.validate(new Uint8Array(module));
    } catch (error) {
      return false;
    }
  }

  function failed(event) {
    if (started) return;
    var target = event.target;
    // What else does not come is none of this script's business: Firefox says so of the preload of a module that it has already.
    if (target && target !== window && target.tagName !== "SCRIPT") return;
    show("load");
  }

  addEventListener("TrunkApplicationStarted", function () {
    started = true;
  });
  addEventListener("battledex-panic", function () {
    started = true;
    show("panic");
  });
  if (simd()) {
    addEventListener("error", failed, true);
    addEventListener("unhandledrejection", failed);
  } else {
    started = true;
    show("simd");
  }
})();
