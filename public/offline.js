// Keeps the site for use without a network, and says when a new version of it is ready. Only a built site has a service worker.
(() => {
  "use strict";
  const mark = document.querySelector('meta[name="battledex-build"]');
  if (!mark || !("serviceWorker" in navigator)) return;

  const WORDS = {
    en: { ready: "A new version of this page is ready", elsewhere: "A new version of this page has been started in another tab", use: "Reload with it", later: "Later" },
    fr: { ready: "Une nouvelle version de cette page est prête", elsewhere: "Une nouvelle version de cette page tourne dans un autre onglet", use: "Recharger avec elle", later: "Plus tard" },
  };
  const root = document.documentElement;
  const container = navigator.serviceWorker;
  /** Longer than this after the last look for a new version, the next is due, in milliseconds. */
  const DUE = 600_000;
  let asked = false;

  /** @param {"ready" | "no"} state Whether the site is kept; style sheets show it. */
  const tell = (state) => (root.dataset.offline = state);

  function announce(kind, use) {
    document.getElementById("new-version")?.remove();
    const words = WORDS[root.lang] ?? WORDS.en;
    const bar = document.createElement("div");
    bar.id = "new-version";
    bar.className = "new-version";
    bar.setAttribute("role", "status");
    const text = document.createElement("p");
    const [yes, no] = [words.use, words.later].map((label) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button";
      button.textContent = label;
      return button;
    });
    yes.classList.add("primary");
    yes.addEventListener("click", use);
    no.addEventListener("click", () => bar.remove());
    bar.append(text, yes, no);
    document.body.append(bar);
    // Into an element that is already known to be there, so that it is spoken.
    setTimeout(() => (text.textContent = words[kind]), 100);
  }

  function offer(worker) {
    announce("ready", () => {
      asked = true;
      worker.postMessage("take over");
    });
  }

  function follow(worker) {
    worker.addEventListener("statechange", () => {
      if (worker.state === "installed" && container.controller) offer(worker);
      if (worker.state === "activated") tell("ready");
      if (worker.state === "redundant" && !container.controller) tell("no");
    });
  }

  async function start() {
    try {
      const url = new URL("service-worker.js", document.baseURI);
      const registration = await container.register(url.pathname, { updateViaCache: "none" });
      if (registration.active) tell("ready");
      if (registration.waiting && container.controller) offer(registration.waiting);
      if (registration.installing) follow(registration.installing);
      registration.addEventListener("updatefound", () => registration.installing && follow(registration.installing));
      let last = Date.now();
      document.addEventListener("visibilitychange", () => {
        if (document.visibilityState !== "visible" || Date.now() - last < DUE) return;
        last = Date.now();
        // Without a network there is nothing new to be seen.
        registration.update().catch(() => {});
      });
    } catch {
      // Storage is forbidden or full: the page works, from the network.
      tell("no");
    }
  }

  let controlled = Boolean(container.controller);
  container.addEventListener("controllerchange", () => {
    if (asked) location.reload();
    else if (controlled) announce("elsewhere", () => location.reload());
    controlled = true;
  });
  // What is seen first comes first.
  addEventListener("TrunkApplicationStarted", () => setTimeout(start, 1_000), { once: true });
})();
