"use strict";
// Searches the archive in the browser, from the disk as well: all data come as scripts, and only those that are needed.
// What is shown of it is search-page.js.
(function () {
  var page = document.querySelector("form[data-data]");
  if (!page) { return; }
  var BATCH = 10;      // hits shown at a time
  var FEW = 16;        // so few candidates are all read at once and ranked by what they say
  var ROUND = 3;       // lists of one term that are fetched at a time
  var ENOUGH = 6;      // reading so few stories costs less than another list
  var STEP = 400;      // bytes of one step of a shard's weight
  var HEAVY = 20;      // steps: a list that most stories are in, and that leaves out few
  var PURSE = 1e5;     // bytes of lists that one query may cost

  // A reader who has turned the pages into the other script sees what is found in it, too.
  try {
    if (page.dataset.turned && localStorage.getItem("sitegen.script")) {
      page.dataset.texts = page.dataset.turned;
      page.dataset.lang = page.dataset.turnedLang;
    }
  } catch (error) { /* nothing is kept here */ }

  // --- loading ---

  var arrived = Object.create(null);
  var loading = Object.create(null);
  window.sitegenSearch = function (name, data) { arrived[name] = data; };

  function load(name) {
    if (!loading[name]) {
      loading[name] = new Promise(function (resolve, reject) {
        var script = document.createElement("script");
        // What is shown of the index may stand in another script in this edition.
        script.src = (/^(t|c\/\d|f\/v)/.test(name) ? page.dataset.texts : page.dataset.data) + name + ".js";
        script.onload = function () {
          script.remove();
          var data = arrived[name];
          delete arrived[name];
          resolve(data);
        };
        script.onerror = function () {
          script.remove();
          delete loading[name];
          reject(new Error(name));
        };
        document.head.append(script);
      });
    }
    return loading[name];
  }

  function all(list, make) { return Promise.all(list.map(make)); }

  // --- what is shown ---

  function fill(text, values) {
    return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  }

  function make(tag, kind, content) {
    var element = document.createElement(tag);
    if (kind) { element.className = kind; }
    element.append.apply(element, [].concat(content === undefined ? [] : content));
    return element;
  }

  // --- the index ---

  var root = null;
  var letter = null;
  var digits = Object.create(null);

  async function open() {
    if (root) { return; }
    var data = await load("root");
    Array.from(data.alphabet).forEach(function (char, place) { digits[char] = place; });
    letter = new RegExp("^[" + data.letters + "]$", "u");
    vouch(data.plain);
    root = data;
  }

  // The last of a sorted list that is not greater.
  function below(list, key) {
    var low = 0, high = list.length;
    while (low < high) {
      var middle = (low + high) >> 1;
      if (list[middle] <= key) { low = middle + 1; } else { high = middle; }
    }
    return low - 1;
  }

  var shards = Object.create(null);

  // The shard that has a key: its name, and its weight where it is not here yet.
  async function spot(index, key) {
    var at = below(root[index], key);
    if (at < 0) { return null; }
    var page = firsts(await load(index + "/d" + at));
    var place = below(page.keys, key);
    var number = at * root.page + place;
    var name = index + "/" + Math.floor(number / 1000) + "/" + number;
    return { name: name, weight: shards[name] ? 0 : digits[page.weights[place]] };
  }

  // A page of a directory: the first keys of its shards, and at the end what each weighs.
  function firsts(text) {
    var keys = text.split(" ");
    return { weights: keys.pop(), keys: keys };
  }

  async function shardOf(index, key) {
    var at = await spot(index, key);
    if (!at) { return null; }
    var name = at.name;
    if (!shards[name]) {
      var text = await load(name);
      shards[name] = new Map();
      text.split("\x7f").forEach(group => {
        var tokens = group.split(" ");
        var head = tokens[0];
        if (tokens[1]) { shards[name].set(head, tokens[1]); }
        tokens.slice(2).forEach(token => {
          var second = String.fromCodePoint(token.codePointAt(0));
          shards[name].set(head + second, token.slice(second.length));
        });
      });
    }
    return shards[name];
  }

  async function look(index, key) {
    var shard = await shardOf(index, key);
    return shard && shard.get(key) || "";
  }

  function numbers(text) {
    var found = [];
    if (text[0] === "~") {
      for (var place = 1; place < text.length; place++) {
        var six = digits[text[place]];
        for (var bit = 0; bit < 6; bit++) {
          if (six >> bit & 1) { found.push((place - 1) * 6 + bit); }
        }
      }
      return found;
    }
    var last = -1;
    return integers(text).map(gap => last += 1 + gap);
  }

  // Numbers, their lowest digits first; a digit below 60 ends one (sitegen/site/search/postings.py).
  function integers(text) {
    var found = [], more = 0, scale = 1;
    for (var place = 0; place < text.length; place++) {
      var digit = digits[text[place]];
      if (digit >= 60) {
        more += digit * scale;
        scale *= 30;
      } else {
        found.push(digit * scale + more);
        more = 0;
        scale = 1;
      }
    }
    return found;
  }

  // --- folding ---

  var aliases = new Map();
  var sound = new Set();  // characters that are known to stand for themselves

  function foldQuery(text) {
    var folded = "";
    for (var char of text) {
      var ascii = char.toLowerCase();
      if (char < "\x80") { folded += /\s/.test(char) ? " " : ascii; }
      else if (aliases.has(char)) { folded += aliases.get(char); }
      else if (char in root.fold) { folded += root.fold[char]; }
      else if (/[\p{Z}\s]/u.test(char)) { folded += " "; }
      else if (!/[\p{M}\p{Cf}\p{Cc}]/u.test(char)) { folded += char; }
    }
    return folded.replace(/\0/g, "").replace(/ +/g, " ").replace(/(^|[^a-z]) /g, "$1").replace(/ (?![a-z])/g, "");
  }

  // A piece of a story, folded, and where each folded unit stands in it.
  function foldText(text, special) {
    var folded = "", places = [], space = -1;
    var put = (what, at) => {
      folded += what;
      for (var unit = 0; unit < what.length; unit++) { places.push(at); }
    };
    for (var at = 0; at < text.length;) {
      var char = String.fromCodePoint(text.codePointAt(at));
      var become = special[char];
      if (become === undefined) { become = root.fold[char]; }
      if (become === undefined) { become = char >= "A" && char <= "Z" ? char.toLowerCase() : char; }
      if (become === " ") {
        if (space < 0) { space = at; }
      } else if (become) {
        if (space >= 0 && /[a-z]$/.test(folded) && /^[a-z]/.test(become)) { put(" ", space); }
        space = -1;
        put(become, at);
      }
      at += char.length;
    }
    places.push(text.length);
    return { folded: folded, places: places };
  }

  // --- the query ---

  // Words, "exact phrases", -without; a field before a colon: 题：供热.
  function parse(query) {
    var terms = [];
    var pattern = /([-－]?)(?:([^\s"“:：]{1,2})[:：])?(?:"([^"]*)"?|“([^”]*\s[^”]*)”|(\S+))/gu;
    var fields = JSON.parse(page.dataset.fields);
    for (var found of query.matchAll(pattern)) {
      var quoted = found[3] !== undefined ? found[3] : found[4];
      var text = quoted !== undefined ? quoted : found[5];
      var field = found[2] && Object.prototype.hasOwnProperty.call(fields, found[2]) ? fields[found[2]] : "";
      if (found[2] && !field) { text = found[0].slice(found[1].length); quoted = undefined; }
      if (text.replace(/\s/g, "")) { terms.push({ raw: text, not: Boolean(found[1]), field: field }); }
    }
    return terms;
  }

  // The pairs of letters of a folded text, punctuation beside a letter standing for all punctuation; of a text that
  // has neither, its characters.
  function grams(folded) {
    var kinds = Array.from(folded).map(char => letter.test(char) ? char : root.break);
    var found = [];
    for (var place = 0; place + 1 < kinds.length; place++) {
      var pair = kinds[place] + kinds[place + 1];
      if (pair !== root.break + root.break) { found.push(pair); }
    }
    if (!found.length) { found = Array.from(folded); }
    // Those that overlap least come first: the third, fifth … pair tells more than the second.
    var distinct = Array.from(new Set(found));
    return distinct.filter((_, place) => place % 2 === 0)
      .concat(distinct.filter((_, place) => place % 2));
  }

  // Looks up what characters stand for that may not stand for themselves; true where one does not.
  async function learn(chars) {
    var learned = false;
    var due = Array.from(new Set(chars)).filter(char => char >= "\x80" && !sound.has(char) && !aliases.has(char));
    await all(due, async char => {
      var found = await look("p", char);
      if (found[0] === "=") {
        aliases.set(char, found.slice(1));
        learned = true;
      } else { sound.add(char); }
    });
    return learned;
  }

  function both(list, others) {
    var there = new Uint8Array(root.stories);
    others.forEach(number => { there[number] = 1; });
    return list.filter(number => there[number]);
  }

  // Sets the stories that may have a term, ascending, and whether they have it for sure.
  async function candidates(term) {
    term.folded = foldQuery(term.raw);
    // Letters are looked up where they find nothing; of others it must be known first whether they are letters.
    var odd = Array.from(term.folded).filter(char => !letter.test(char));
    if (await learn(odd)) { return candidates(term); }
    var due = grams(term.folded);
    term.list = null;
    term.sure = !term.field && due.length === 1 && due[0] === term.folded;
    // Light lists first: they are those of rare pairs, and may make the others needless.
    var weights = new Map();
    await all(due, async gram => {
      var at = await spot("p", gram);
      weights.set(gram, at ? at.weight : 0);
    });
    var load_ = gram => weights.get(gram) > HEAVY ? weights.get(gram) : 0;
    due.sort((a, b) => load_(a) - load_(b));
    for (var at = 0; at < due.length; at += ROUND) {
      if (term.list && term.list.length <= ENOUGH) { return settle(term); }
      var round = due.slice(at, at + ROUND);
      if (term.list) {
        round = round.filter(gram => {
          var dear = weights.get(gram) * STEP > term.purse || weights.get(gram) > HEAVY && term.list.length <= 40 * FEW;
          // A list that is left out must not hide that a character stands for another.
          return !dear || Array.from(gram).some(char => char >= "\x80" && !sound.has(char));
        });
      }
      round.forEach(gram => { term.purse -= weights.get(gram) * STEP; });
      var lists = await all(round, gram => look("p", gram));
      var there = list => list && list[0] !== "=";
      round.forEach((gram, place) => { if (there(lists[place])) { vouch(gram); } });
      if (!lists.every(there)) {
        if (await learn(round.filter((_, place) => !there(lists[place])).join(""))) { return candidates(term); }
        term.list = [];
        return;
      }
      lists.map(numbers).sort((a, b) => a.length - b.length).forEach(list => {
        term.list = term.list ? both(term.list, list) : list;
      });
    }
    if (!term.list) { term.list = everything(); }
  }

  function vouch(chars) { Array.from(chars).forEach(char => { sound.add(char); }); }

  // Reads the few stories that are left. Where none has the term, one of its characters may be written otherwise.
  async function settle(term) {
    var few = await all(term.list, read);
    var kept = term.list.filter((_, place) => has(few[place], term));
    if (!kept.length) {
      few.forEach(story => { story.pieces.forEach(piece => { vouch(piece.folded); }); });
      if (await learn(term.folded)) { return candidates(term); }
    }
    term.list = kept;
    term.sure = true;
  }

  function everything() { return Array.from({ length: root.stories }, (_, number) => number); }

  // Stories whose titles may have a term.
  async function titled(term) {
    var list = null;
    var lists = await all(grams(term.folded).slice(0, ROUND), gram => look("h", gram));
    lists.map(numbers).forEach(one => { list = list ? both(list, one) : one; });
    return list || [];
  }

  // --- stories ---

  var stories = new Map();

  async function read(number) {
    if (!stories.has(number)) {
      var raw = await load("t/" + Math.floor(number / 1000) + "/" + number);
      var story = {
        id: raw[0], kicker: raw[1], headline: raw[2], place: raw[8], date: raw[9], clipping: raw[10], pieces: []
      };
      var special = raw[11];
      var add = (field, text) => {
        if (!text) { return; }
        var piece = foldText(text, special);
        piece.field = field;
        piece.text = text;
        story.pieces.push(piece);
      };
      [raw[1], raw[2], raw[3]].forEach(text => { add("title", text); });
      raw[4].forEach(text => { add("body", text); });
      raw[5].forEach(text => { add("caption", text); });
      add("byline", raw[6]);
      raw[7].forEach(text => { add("tag", text); });
      stories.set(number, story);
    }
    return stories.get(number);
  }

  // Where a term stands in a piece, as places in the text that is shown.
  function places(piece, term) {
    var found = [];
    if (term.field && term.field !== piece.field) { return found; }
    for (var at = piece.folded.indexOf(term.folded); at >= 0; at = piece.folded.indexOf(term.folded, at + 1)) {
      var last = piece.places[at + term.folded.length - 1];
      var end = last + String.fromCodePoint(piece.text.codePointAt(last)).length;
      if (!found.length || piece.places[at] >= found[found.length - 1][1]) { found.push([piece.places[at], end]); }
    }
    return found;
  }

  function has(story, term) { return story.pieces.some(piece => places(piece, term).length > 0); }

  function holds(story, terms) { return terms.every(term => has(story, term) !== term.not); }

  var WEIGHTS = { title: 8, tag: 3, caption: 1, byline: 2, body: 1 };

  // Title before text, rare words before common ones, words that stand close together before those far apart.
  function score(story, terms) {
    var sum = 0;
    var wanted = terms.filter(term => !term.not);
    wanted.forEach(term => {
      var rarity = 1 + Math.log((root.stories + 1) / (term.list.length + 1));
      var weight = 0, count = 0;
      story.pieces.forEach(piece => {
        var times = places(piece, term).length;
        if (times) { weight = Math.max(weight, WEIGHTS[piece.field]); }
        count += times;
      });
      sum += rarity * (weight + Math.log(1 + count));
    });
    if (wanted.length > 1) {
      var near = 0;
      story.pieces.forEach(piece => {
        var spots = wanted.map(term => places(piece, term)).filter(one => one.length);
        if (spots.length < 2) { return; }
        var gap = Infinity;
        spots[0].forEach(a => {
          spots[1].forEach(b => { gap = Math.min(gap, Math.abs(a[0] - b[0])); });
        });
        near = Math.max(near, spots.length / wanted.length * (1 + 4 / (1 + gap / 10)));
      });
      sum += near;
    }
    return sum;
  }

  // --- a search: goes on where it stopped, until every candidate was looked at ---

  async function find(state) {
    var terms = parse(state.query);
    await open();
    terms.forEach(term => { term.purse = PURSE / terms.length; });
    await all(terms, candidates);
    var wanted = terms.filter(term => !term.not);
    var list = null;
    wanted.slice().sort((a, b) => a.list.length - b.list.length).forEach(term => {
      list = list ? both(list, term.list) : term.list;
    });
    list = list || everything();
    var doubtful = new Uint8Array(root.stories);
    terms.filter(term => term.not).forEach(term => {
      if (!term.sure) {
        term.list.forEach(number => { doubtful[number] = 1; });
        return;
      }
      var out = new Set(term.list);
      list = list.filter(number => !out.has(number));
    });
    return {
      terms: terms,
      candidates: list,
      sure: wanted.every(term => term.sure) ? number => !doubtful[number]
        : () => false
    };
  }

  async function rank(found, list, byDate) {
    if (byDate || list.length <= BATCH) { return list; }
    var tiers = new Map();
    await all(found.terms.filter(term => !term.not), async function (term) {
      var rarity = 1 + Math.log((root.stories + 1) / (term.list.length + 1));
      (await titled(term)).forEach(number => { tiers.set(number, (tiers.get(number) || 0) + rarity); });
    });
    return list.slice().sort((a, b) => (tiers.get(b) || 0) - (tiers.get(a) || 0) || a - b);
  }

  // Reads on until so many more hits are known or no candidate is left.
  async function advance(search, more) {
    var goal = search.hits.length + more;
    var pause = more < Infinity ? search.next + FEW : Infinity;  // an answer now is better than ten hits later
    while (search.hits.length < goal && search.next < search.list.length) {
      if (search.next >= pause) { break; }
      var batch = search.list.slice(search.next, search.next + Math.min(50, pause - search.next, Math.max(2, goal - search.hits.length)));
      var read_ = await all(batch, read);
      if (search.stale()) { return false; }
      search.next += batch.length;
      if (search.next === BATCH && !search.hits.length && !read_.some(story => holds(story, search.found.terms))) {
        // What titles promised was not so.
        search.list = search.list.slice(0, BATCH).concat(search.list.slice(BATCH).sort((a, b) => a - b));
      }
      batch.forEach(function (number, place) {
        if (holds(read_[place], search.found.terms)) { search.hits.push(number); }
      });
    }
    return true;
  }

  // --- facets ---

  var facetValues = null;
  var shownAs = Object.create(null);

  async function facetsOf(list) {
    var raw = await load("f/values");
    facetValues = facetValues || raw[1].map((name, place) => {
      shownAs[raw[0][place] + name] = (raw[2] || raw[1])[place];
      return raw[0][place] + name;
    });
    var due = Array.from(new Set(list.map(number => Math.floor(number / root.block))));
    var filed = new Map();
    await all(due, async function (block) {
      var data = await load("f/" + block);
      var rows = data[1].split(" ");
      var years = [];
      data[0].forEach(runs => {
        for (var count = 0; count < runs[1]; count++) { years.push("y" + (runs[0] || "")); }
      });
      rows.forEach(function (row, place) { filed.set(block * root.block + place, [row, years[place]]); });
    });
    return number => {
      var row = filed.get(number);
      if (typeof row[0] === "string") {
        // Places are no ascending list: each number stands for itself.
        var found = [row[1]].concat(integers(row[0]).map(place => facetValues[place]));
        filed.set(number, [found, ""]);
        return found;
      }
      return row[0];
    };
  }

  var KINDS = ["c", "t", "s", "y", "k"];

  function fits(values, chosen, without) {
    return KINDS.every(kind => {
      var wanted = chosen[kind];
      if (kind === without || !wanted.length) { return true; }
      return values.some(value => value[0] === kind && wanted.includes(value.slice(1)));
    });
  }

  window.sitegenSearch.engine = {
    input: page.querySelector("input[name=q]"), fill: fill, make: make,
    root: () => root, fold: foldQuery, BATCH: BATCH, FEW: FEW, KINDS: KINDS, stories: stories, load: load, open: open, below: below, firsts: firsts, learn: learn, places: places, find: find, rank: rank, advance: advance, score: score, facetsOf: facetsOf, shownAs: shownAs, fits: fits
  };
})();
