(function () {
  "use strict";
  var graph = document.getElementById("graph");
  if (graph === null) { return; }
  var nodes = Array.prototype.slice.call(graph.querySelectorAll(".node"));
  var lines = Array.prototype.slice.call(graph.querySelectorAll(".line"));
  var find = document.getElementById("find");
  var clear = document.getElementById("clear");
  var chosen = document.getElementById("chosen");

  function reach(start, from, to) {
    var seen = {}, queue = [start];
    while (queue.length > 0) {
      var next = queue.shift();
      if (seen[next]) { continue; }
      seen[next] = true;
      lines.forEach(function (line) {
        if (line.dataset[from] === next) { queue.push(line.dataset[to]); }
      });
    }
    return seen;
  }

  function show(isOn, isLineOn) {
    nodes.forEach(function (node) { node.classList.toggle("dim", !isOn(node)); });
    lines.forEach(function (line) {
      var on = isLineOn(line);
      line.classList.toggle("on", on);
      line.classList.toggle("dim", !on);
    });
    clear.hidden = false;
  }

  function all() {
    nodes.concat(lines).forEach(function (part) { part.classList.remove("dim", "on"); });
    clear.hidden = true;
    chosen.textContent = "";
    find.value = "";
  }

  function choose(node) {
    var ref = node.dataset.ref;
    var below = reach(ref, "from", "to"), above = reach(ref, "to", "from");
    show(
      function (other) { return below[other.dataset.ref] || above[other.dataset.ref]; },
      function (line) { return (below[line.dataset.from] && below[line.dataset.to]) || (above[line.dataset.from] && above[line.dataset.to]); });
    chosen.textContent = node.getAttribute("aria-label") + ": needs " + (Object.keys(below).length - 1) + ", is needed by " + (Object.keys(above).length - 1) + ".";
  }

  nodes.forEach(function (node) {
    node.addEventListener("focus", function () { choose(node); });
    node.addEventListener("mouseenter", function () { if (document.activeElement !== find) { choose(node); } });
  });
  clear.addEventListener("click", all);
  document.addEventListener("keydown", function (event) { if (event.key === "Escape") { all(); } });
  find.addEventListener("input", function () {
    var text = find.value.trim().toLowerCase();
    if (text === "") { all(); return; }
    function matches(node) { return node.getAttribute("aria-label").toLowerCase().indexOf(text) >= 0; }
    show(matches, function () { return false; });
    chosen.textContent = nodes.filter(matches).length + " of " + nodes.length + " parts";
  });
})();
