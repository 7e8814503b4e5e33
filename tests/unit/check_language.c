/* The language engine: words, quotations, sentences, phrases across Markdown's constructs, conditions,
 * exceptions, overlaps, hostile expressions, broken rule files. */
#include "check_support.h"

#include "check/phrase.h"
#include "check/sentences.h"

#define SET "ignorecase: true\nextends: existence\nlevel: error\nmessage: '%s'\nrules:\n"

/* The findings in a Markdown text by the rules of one file, a line each: "rule: TEXT", where TEXT is what
 * stands in the source. */
static char *findings_in(const char *rules_text, const char *classes, const char *markdown) {
  static char out[8192];
  Folder folder;
  folder_open(&folder);
  folder_write(&folder, "language/en/r.yml", rules_text);
  if (classes) folder_write(&folder, "language/en/classes.yml", classes);
  folder_write(&folder, "language/en/sentences.yml",
               "never-ends: [Dr, Mr, e.g]\nmay-end: [p.m, etc]\ngoes-on: [Monday]\n");
  Arena *arena = arena_new();
  Diags *diags = diags_new();
  Templates *templates = templates_open("templates");
  Source *source = source_from_bytes("t.md", markdown, strlen(markdown), arena, diags);
  assert_non_null(source);
  Case *document = case_from_sources(source, NULL, templates, arena, diags);
  assert_non_null(document);
  Rules *rules = rules_load(folder.path, NULL, "en-GB", diags);
  if (rules) check_case(rules, document, diags);
  diags_sort(diags);
  size_t count, length = 0;
  const Diag *records = diags_records(diags, &count);
  out[0] = '\0';
  for (size_t i = 0; i < count && length < sizeof out - 512; i++) {
    const Diag *d = &records[i];
    const char *bytes = d->place.source ? d->place.source->bytes + d->place.span.start : "";
    int size = d->place.source ? (int)(d->place.span.end - d->place.span.start) : 0;
    bool ours = d->check == CHECK_LANGUAGE && !d->machine && strncmp(d->rule, "language/", 9) != 0;
    length += (size_t)snprintf(out + length, sizeof out - length, "%s%s: %.*s\n",
                               d->allowed ? "allowed " : "", d->rule, ours ? size : 200,
                               ours ? bytes : d->message);
  }
  rules_free(rules);
  case_free(document);
  templates_free(templates);
  diags_free(diags);
  arena_free(arena);
  folder_close(&folder);
  return out;
}

#define EXPECT(rules, markdown, expected)                                                          \
  assert_string_equal(findings_in(rules, NULL, markdown), expected)

static void one_rule_as_in_vale(void **state) {
  (void)state;
  EXPECT("extends: existence\nmessage: \"Avoid '%s'\"\nlevel: suggestion\nignorecase: true\n"
         "tokens:\n  - dirty house\n  - (?:very )?bad\n",
         "The Dirty house is bad.\n", "r: Dirty house\nr: bad\n");
}

static void phrases_across_constructs(void **state) {
  (void)state;
  const char *rules = SET "  a: {tokens: [failed to engage, risk-taking, naïve plan]}\n";
  EXPECT(rules, "She *failed* to **engage**.\n", "r/a: failed* to **engage\n");
  EXPECT(rules, "She failed\nto engage.\n", "r/a: failed\nto engage\n");
  EXPECT(rules, "She failed  \nto engage.\n", "r/a: failed  \nto engage\n");
  EXPECT(rules, "She f&#97;iled t\\o\n", "");
  EXPECT(rules, "She f&#97;iled&nbsp;to [eng&#97;ge](x).\n",
         "r/a: f&#97;iled&nbsp;to [eng&#97;ge\n");
  EXPECT(rules, "- a\n  - b\n\n    1. failed to\n       engage\n",
         "r/a: failed to\n       engage\n");
  EXPECT(rules, "> failed to engage\n\nShe failed to `engage`. failed to <b>engage</b>\n",
         "r/a: failed to <b>engage\ncase/html: HTML is left out of the document\n"
         "case/html: HTML is left out of the document\n");
  EXPECT(rules, "failed\xC2\xA0to\tengage, failed, to engage\n", "r/a: failed\xC2\xA0to\tengage\n");
  EXPECT(rules,
         "\xEF\xBB\xBF"
         "failed to engage\r\n",
         "r/a: failed to engage\n");
  EXPECT(rules, "A na\xC3\xAFve plan, a nai\xCC\x88ve plan, a NAÏVE plan.\n",
         "r/a: na\xC3\xAFve plan\nr/a: nai\xCC\x88ve plan\nr/a: NAÏVE plan\n");
  EXPECT(rules, "risk taking, risk-taking, risk\xE2\x80\x91taking, risktaking, risk – taking\n",
         "r/a: risk taking\nr/a: risk-taking\nr/a: risk\xE2\x80\x91taking\nr/a: risktaking\n");
  EXPECT(rules, "fai\xC2\xADled to en\xE2\x80\x8Bgage\n",
         "r/a: fai\xC2\xADled to en\xE2\x80\x8Bgage\n");
}

static void word_boundaries(void **state) {
  (void)state;
  const char *rules = SET "  a: {tokens: [risk, \"child's needs\", s47, h/v]}\n"
                          "  b: {tokens: [ass], nonword: true}\n";
  EXPECT(rules, "brisk risks risk's risk_ risk.\n", "r/a: risk\nr/a: risk\nr/a: risk\n");
  EXPECT(rules, "the child’s needs, the child's needs\n",
         "r/a: child’s needs\nr/a: child's needs\n");
  EXPECT(rules, "S47 s 47 s470 xs47 h/v h / v\n", "r/a: S47\nr/a: s 47\nr/a: h/v\nr/a: h / v\n");
  EXPECT(rules, "class\n", "r/b: ass\n");
}

static void own_words_are_left_alone(void **state) {
  (void)state;
  const char *rules = SET "  a: {tokens: [dirty, parents' house]}\n";
  EXPECT(rules, "> The house is dirty. — Siân\n", "");
  EXPECT(rules, "She said “it is dirty”, 'so dirty', ‘dirty’, \"dirty\", «dirty», „dirty“. dirty\n",
         "r/a: dirty\n");
  EXPECT(rules, "The parents’ house was dirty, and the boys’ room.\n",
         "r/a: parents’ house\nr/a: dirty\n");
  EXPECT(rules, "It's dirty and the Smiths' and Rees' rooms aren't.\n", "r/a: dirty\n");
  EXPECT(rules, "He said 'the boys' room is dirty' to me. dirty\n", "r/a: dirty\n");
  EXPECT(rules, "A 5\" pipe was dirty. 6' of dirty pipe.\n", "r/a: dirty\nr/a: dirty\n");
  EXPECT(rules, "An \"open quotation is dirty.\n", "r/a: dirty\n");
  EXPECT(rules, "`dirty`\n\n    dirty code\n", "");
  EXPECT(rules, "“He said ‘dirty’ and dirty”. dirty\n", "r/a: dirty\n");
}

static void declared_names(void **state) {
  (void)state;
  const char *rules = SET "  a: {tokens: [hope to, will try]}\n";
  EXPECT(rules,
         "---\npeople:\n  - {name: Hope, is: child}\n  - {name: Will, is: father}\n---\n"
         "Will try and Hope to win. We hope to win.\n",
         "r/a: hope to\n");
}

static void overlaps_and_exceptions(void **state) {
  (void)state;
  EXPECT(SET "  a: {tokens: [risk, at risk of, risk of harm]}\n", "He is at risk of harm.\n",
         "r/a: at risk of\n");
  EXPECT(SET "  a: {tokens: [neglect]}\n  b: {tokens: [neglect toolkit]}\n",
         "The neglect toolkit shows neglect.\n", "r/b: neglect toolkit\nr/a: neglect\n");
  EXPECT(SET
         "  a: {tokens: [contact], exceptions: [contact (number|details), emergency contact]}\n",
         "Her contact number, an emergency contact and contact.\n", "r/a: contact\n");
  EXPECT(SET "  a: {tokens: [slow], level: note}\n  b: {tokens: [slow], level: warning}\n",
         "slow\n", "r/b: slow\n");
  EXPECT(
      "message: '%s'\nextends: existence\nrules:\n  a: {tokens: [DA], exceptions: [DA office]}\n",
      "DA da Da. DA office.\n", "r/a: DA\n");
}

static void conditions(void **state) {
  (void)state;
  const char *classes = "duration: ['\\d+ (minutes|hours)', 'half an hour']\nexplains: [means]\n"
                        "prefixes: [self, non]\n";
  const char *unless =
      SET "  a: {tokens: [alone], unless: {sentence: [{class: duration}, 'at \\d+\\w*']}}\n";
  assert_string_equal(findings_in(unless, classes,
                                  "Left alone. Left alone for 5 minutes! Left alone at 9pm. "
                                  "He was alone half\nan hour.\n"),
                      "r/a: alone\n");
  const char *beside = SET "  a: {tokens: [claims], unless: {after: [benefit, 'for \\w+']}}\n"
                           "  b: {tokens: [clearly], only: {before: [is, are]}}\n"
                           "  c: {tokens: [at risk], unless: {next-sentence: [because]}}\n";
  EXPECT(beside,
         "She claims benefit. She claims for rent. She claims it. He is clearly. Clearly.\n",
         "r/a: claims\nr/b: clearly\n");
  EXPECT(beside, "At risk. Because of it. At risk. No.\n", "r/c: At risk\n");
  const char *document = SET "  a: {tokens: [danger], unless: {document: [life is at stake]}}\n";
  EXPECT(document, "danger\n\n## danger\n\n**Danger**\n\nDanger: no danger\n",
         "r/a: danger\nr/a: danger\n");
  EXPECT(document, "danger\n\nHis life is *at* stake.\n", "");
  const char *defined = "message: '%s'\nextends: existence\nrules:\n"
                        "  a: {tokens: [IRO, CIN plan], unless: {defined: true}}\n";
  EXPECT(defined, "The IRO. A CIN plan.\n", "r/a: IRO\nr/a: CIN plan\n");
  EXPECT(defined, "The IRO. The reviewing officer (IRO). CIN plan (child in need plan).\n", "");
  assert_string_equal(findings_in(defined, classes, "IRO means a person.\n"), "");
  EXPECT(SET "  a: {tokens: [incident], first-only: true}\n", "incident incident\n\nincident\n",
         "r/a: incident\n");
  EXPECT(SET "  a: {tokens: [x], limit: 2}\n", "x x x\n", "r/a: x\nr/a: x\n");
  const char *names = SET "  a: {tokens: [worried], unless: {sentence: {class: name}}}\n";
  EXPECT(names, "---\npeople: [{name: Ann, is: mother}]\n---\nAnn is worried. We are worried.\n",
         "r/a: worried\n");
  assert_string_equal(findings_in(SET "  a: {tokens: [neglect]}\n", classes,
                                  "self-neglect, neglect, child-neglect\n"),
                      "r/a: neglect\nr/a: neglect\n");
  EXPECT(SET "  a: {tokens: [x], kinds: [safety-plan]}\n  b: {tokens: [y], practices: [us]}\n",
         "---\npractice: wales\n---\nx y\n", "");
}

static void labels_and_headings(void **state) {
  (void)state;
  const char *classes = "persons: [she]\nperson: [she, mum]\ntitle-links: [of, for]\n";
  const char *rules = SET "  a: {tokens: [risk, poor risk, presentation]}\n";
  static const char *const cases[][2] = {
      {"Visit at five. Presentation of home: clean. Risk seen: none.\n", ""},
      {"She saw the risk of fire: a pan.\n", "r/a: risk\n"},
      {"Mum risk: high. She risk: high.\n", "r/a: risk\n"},
      {"**Risk times.** She risks.\n", ""},
      {"**4. Risk times** – at risk.\n", "r/a: risk\n"},
      {"**Poor risk.** Tea.\n", "r/a: Poor risk\n"},
      {"The **risk** of it.\n", "r/a: risk\n"},
      {"Risk times\nShe came.\n", ""},
      {"A long line in which risk is\nOne of the words.\n", "r/a: risk\n"},
      {"Risk times\n\nShe came.\n", ""},
      {"She came.\n\nRisk times\n", "r/a: Risk\n"},
      {"| Who | Main risk |\n|---|---|\n| Ann | no risk |\n", "r/a: risk\n"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    print_message("%s", cases[i][0]);
    assert_string_equal(findings_in(rules, classes, cases[i][0]), cases[i][1]);
  }
}

static void spelled_out(void **state) {
  (void)state;
  const char *classes =
      "title-links: [of, and, for]\nexplains: [means, '(that|this) means', ', meaning']\n"
      "explains-start: [means]\n";
  const char *rules = "message: '%s'\nextends: existence\nrules:\n"
                      "  a: {tokens: [IRO, CAMHS, ENT, RSP], unless: {defined: true}}\n"
                      "  b: {tokens: [mental health, interim order], ignorecase: true}\n";
  static const char *const cases[][2] = {
      {"The IRO came.\n", "r/a: IRO\n"},
      {"The independent reviewing officer, or IRO, came. IRO again.\n", ""},
      {"CAMHS (the child and adolescent mental health service) and mental health.\n",
       "r/b: mental health\n"},
      {"ENT (ear, nose and throat). The RSP teacher (Resource Specialist Program).\n", ""},
      {"## The IRO: independent reviewing officer\n\nThe IRO came.\n", ""},
      {"The interim order, meaning a first one. An interim order.\n", "r/b: interim order\n"},
      {"We ask for an interim order. That means she stays.\n", ""},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    print_message("%s", cases[i][0]);
    assert_string_equal(findings_in(rules, classes, cases[i][0]), cases[i][1]);
  }
  EXPECT(SET "  a: {tokens: [often], unless: {shortly-after: ['\\d+']}}\n",
         "Often, 4 times. Often and so on and on and on until 4.\n", "r/a: Often\n");
}

static void scopes(void **state) {
  (void)state;
  EXPECT(SET "  a: {tokens: [x], scope: heading}\n  b: {tokens: [y], scope: [list, ~paragraph]}\n"
             "  c: {tokens: [z], scope: ~heading & ~list}\n",
         "## x y z\n\nx y z\n\n- x y z\n", "r/a: x\nr/b: y\nr/c: z\nr/b: y\n");
}

static void other_forms(void **state) {
  (void)state;
  EXPECT("extends: substitution\nmessage: \"use '%s' for '%s'\"\nignorecase: true\n"
         "swap:\n  utili[sz]e: use\n  prior to: before\n",
         "We utilize it prior to it.\n", "r: utilize\nr: prior to\n");
  EXPECT("extends: occurrence\nmessage: m\nscope: sentence\ntoken: ','\nmax: 2\n",
         "One, two, three. One, two, three, four.\n", "r: , two, three,\n");
  EXPECT("extends: repetition\nmessage: m\ntokens: ['[^\\s]+']\n", "It is is so. That, that.\n",
         "r: is is\n");
  EXPECT("extends: consistency\nmessage: m\nignorecase: true\neither: {advisor: adviser}\n",
         "An adviser. An advisor. An adviser.\n", "r: advisor\n");
  EXPECT("extends: conditional\nmessage: m\nfirst: '\\b([A-Z]{3,5})\\b'\n"
         "second: '(?:\\b[A-Z][a-z]+ )+\\(([A-Z]{3,5})\\)'\n",
         "The XYZ and the World Health Body (WHB). WHB.\n", "r: XYZ\n");
}

static void expressions(void **state) {
  (void)state;
  EXPECT(SET "  a: {tokens: ['place[sd]? .{0,12} at risk']}\n",
         "She placed the boys at risk. place, risk.\n", "r/a: placed the boys at risk\n");
  EXPECT("extends: existence\nmessage: m\nraw:\n  - '(?i)gre?'\n  - 'y\\b'\n", "gry Grey\n",
         "r: gry\nr: Grey\n");
  char *slow =
      findings_in(SET "  a: {tokens: ['(a+)+b$']}\n", NULL,
                  "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\n");
  assert_true(!*slow || strncmp(slow, "language/regex-too-slow", 23) == 0);
}

static void finite_expressions(void **state) {
  (void)state;
  static const struct {
    const char *pattern, *phrases; /* NULL: not finite */
  } cases[] = {
      {"a", "a"},
      {"colou?r", "color colour"},
      {"(dirty|filthy) house", "dirty_house filthy_house"},
      {"refus(es|ed|al)?", "refus refuses refused refusal"},
      {"[Mm]um", "Mum mum"},
      {"a(?:b|c(d|e)?)f", "abf acf acdf acef"},
      {"x{1,2}y", "xy xxy"},
      {"so\\s+on", "so_on"},
      {"\\bend\\b", "end"},
      {"\\d+ days", "#_days"},
      {"a.b", NULL},
      {"a*", NULL},
      {"(?=a)b", NULL},
      {"(a|b", NULL},
      {"a+?", NULL},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    Arena *arena = arena_new();
    Phrases phrases = {0};
    bool finite = phrases_expand(cases[i].pattern, NULL, arena, &phrases);
    print_message("%s\n", cases[i].pattern);
    assert_int_equal(finite, cases[i].phrases != NULL);
    Buf out = {0};
    for (size_t j = 0; finite && j < phrases.count; j++) {
      if (j) buf_putc(&out, ' ');
      for (const char *c = phrases.items[j]; *c; c++)
        buf_putc(&out, *c == ' ' ? '_' : *c == PHRASE_NUMBER ? '#' : *c);
    }
    if (finite) assert_string_equal(out.bytes, cases[i].phrases);
    buf_free(&out);
    arena_free(arena);
  }
}

static void required_words(void **state) {
  (void)state;
  static const char *const cases[][2] = {
      {"place.{0,9} risk", "risk"},
      {"(a|b) .* danger zone", "danger"},
      {"a|b .*", ""},
      {"risks?.*", ""},
      {".*x", ""},
      {"\\bfoo\\b.*", "foo"},
  };
  Arena *arena = arena_new();
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const char *word = phrases_required_word(cases[i][0], arena);
    assert_string_equal(word ? word : "", cases[i][1]);
  }
  arena_free(arena);
}

static void sentences(void **state) {
  (void)state;
  static const char *const cases[] = {
      "One.|Two!|Three?|Four",
      "Dr. Rees came at 5 p.m. on Monday.|He left.",
      "He came at 5 p.m.|She left at 5 p.m. Monday.",
      "J. Smith and e.g. Ann went.|(They ran.)|So.",
      "See example.org for 3.5 hours... then go.|Wait...|Now.",
      "“Stop!” he said.|“Go.”|Then he went.",
      "Bread, milk etc. were there.|Bread, milk etc.|He ate.",
  };
  Folder folder;
  folder_open(&folder);
  folder_write(&folder, "s.yml", "never-ends: [Dr, e.g]\nmay-end: [p.m, etc]\ngoes-on: [Monday]\n");
  Arena *arena = arena_new();
  Diags *diags = diags_new();
  Vocabulary *vocabulary = vocabulary_new(arena);
  char path[128];
  snprintf(path, sizeof path, "%s/s.yml", folder.path);
  Sentences *known = sentences_load(path, vocabulary, arena, diags);
  assert_non_null(known);
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char text[256], out[512] = "";
    snprintf(text, sizeof text, "%s", cases[i]);
    for (char *bar; (bar = strchr(text, '|'));)
      *bar = ' ';
    Words words = {0};
    SentenceList list = {0};
    words_split(&words, vocabulary, text, strlen(text));
    sentences_find(known, &words, text, &list);
    for (size_t j = 0; j < list.count; j++) {
      size_t from = list.items[j].first ? words.items[list.items[j].first].start : 0;
      size_t to = j + 1 < list.count ? words.items[list.items[j + 1].first].start : strlen(text);
      if (from > 2 && strncmp(text + from - 3, "“", 3) == 0) from -= 3; /* marks are no words */
      if (j + 1 < list.count && to > 3 && strncmp(text + to - 3, "“", 3) == 0) to -= 3;
      if (j + 1 < list.count) to--;
      snprintf(out + strlen(out), sizeof out - strlen(out), "%s%.*s", j ? "|" : "",
               (int)(to - from), text + from);
    }
    assert_string_equal(out, cases[i]);
    free(list.items);
    words_free(&words);
  }
  diags_free(diags);
  arena_free(arena);
  folder_close(&folder);
}

static void broken_rule_files(void **state) {
  (void)state;
  EXPECT("extends: existence\nmessage: m\ntokenz: [a]\n", "x\n",
         "language/unknown-key: a rule has no key \"tokenz\" here\n");
  EXPECT("extends: existence\nmessage: m\ntokens: {a: b}\n", "x\n",
         "language/value: \"tokens\" needs a list of texts\n");
  EXPECT("extends: existence\nmessage: m\ntokens: ['a(']\n", "x\n",
         "language/regex: the regular expression is wrong here: missing closing parenthesis\n");
  EXPECT("extends: existence\ntokens: [a]\n", "x\n",
         "language/missing-key: the rule \"r\" has no message\n");
  EXPECT(
      "extends: existance\nmessage: m\ntokens: [a]\n", "x\n",
      "language/value: \"extends\" needs existence, substitution, occurrence, repetition, consistency, "
      "conditional or absence\n");
  EXPECT("extends: spelling\nmessage: m\n", "x\n",
         "language/not-supported: spelling is not supported; the rule is left out\n");
  EXPECT(SET "  a: {tokens: [b], unless: {sentence: {class: tine}}}\n", "x\n",
         "language/unknown-class: there is no class \"tine\"\n");
  EXPECT(SET "  a: {tokens: [b], unless: {sentense: [c]}}\n", "x\n",
         "language/unknown-key: a rule has no key \"sentense\" here\n");
  EXPECT(SET "  a: {tokens: [b], level: high}\n", "x\n",
         "language/value: \"level\" needs suggestion, note, warning or error\n");
  EXPECT("rules:\n  - a\n", "x\n",
         "language/value: \"rules\" needs a name and keys for each rule\n");
}

static void silenced(void **state) {
  (void)state;
  EXPECT(SET "  a: {tokens: [x]}\n",
         "<!-- plainplan: allow r/a because the family asked for it -->\n\nx\n\nx\n",
         "allowed r/a: x\nr/a: x\n");
}

/* <class> in a pattern: listed words, endings, names, other classes, phrases of several words. */
static void word_classes(void **state) {
  (void)state;
  const char *classes = "adverb: ['\\w+ly', {not: [family]}, again]\n"
                        "kin: [mum, 'big sister']\n"
                        "person: [<name>, she, <kin>]\n"
                        "failed: [failed, 'fail(s|ing)']\n";
  const char *rules = SET "  a: {tokens: ['<person> (<adverb> )?<failed>']}\n"
                          "  b: {tokens: ['<kin>''s fault']}\n";
  assert_string_equal(findings_in(rules, classes,
                                  "She failed. Mum repeatedly fails. My family failed. His big "
                                  "sister again failing. Kim failed. The car failed.\n"),
                      "r/a: She failed\nr/a: Mum repeatedly fails\nr/a: big sister again failing\n"
                      "r/a: Kim failed\n");
  assert_string_equal(
      findings_in(rules, classes, "It is mum's fault. A big sister\u2019s fault.\n"),
      "r/b: mum's fault\nr/b: big sister\u2019s fault\n");
  assert_string_equal(
      findings_in(SET "  a: {tokens: ['<persn> failed']}\n", classes, "She failed.\n"),
      "language/unknown-class: there is no class \"persn\"\n");
  assert_string_equal(findings_in(rules,
                                  "kin: [<person>]\nperson: [<kin>]\nfailed: [x]\nadverb: [y]\n",
                                  "Mum failed.\n"),
                      "language/unknown-class: there is no class \"person\"\n");
}

/* Words in capitals, but for those that a class leaves out. */
static void capitals(void **state) {
  (void)state;
  const char *classes = "letters: ['[A-Z]{2,4}', {not: [GP, TV]}]\n";
  assert_string_equal(findings_in(SET "  a: {tokens: ['<letters>']}\n", classes,
                                  "The GP saw FIS on TV, and MASHES, LACs, gp and fis.\n"),
                      "r/a: FIS\nr/a: LACs\n");
}

/* A "not" shortly before, and the agency as the one who does it; what the file says holds besides. */
static void negated_and_agency(void **state) {
  (void)state;
  const char *classes = "negations: [not, nobody]\nclause-starts: [and]\nagencies: [we, council]\n"
                        "person: [she, mum]\n";
  const char *rules = "message: '%s'\nextends: existence\nignorecase: true\n"
                      "unless: {negated: true, agency: true}\nrules:\n"
                      "  a: {tokens: [failed], unless: {after: [again]}}\n"
                      "  b: {tokens: [refused], unless: {agency: false}}\n";
  assert_string_equal(
      findings_in(rules, classes,
                  "She failed. We failed. The council has failed. We say she failed. "
                  "She has not ever failed. She is not well and failed. Mum failed again.\n"),
      "r/a: failed\nr/a: failed\nr/a: failed\n");
  assert_string_equal(findings_in(rules, classes, "We refused. She has not refused.\n"),
                      "r/b: refused\n");
}

/* Declared people who work for an agency are the agency, and so is a "she" that can mean nobody else. */
static void people_of_the_agency(void **state) {
  (void)state;
  const char *classes = "person: [<name>, she, he, mum]\nshe: [she]\nhe: [he]\n";
  const char *rules = SET "  a: {tokens: [failed], unless: {agency: true}}\n";
  const char *expected[][2] = {{"Del Parry failed. She failed.", ""},
                               {"Mrs Moss failed. She failed.", "r/a: failed\nr/a: failed\n"},
                               {"Rhian asked Del. She failed.", "r/a: failed\n"},
                               {"Del saw Gwyn. He failed. She failed.", "r/a: failed\n"},
                               {"Del rang mum. She failed.", "r/a: failed\n"},
                               {"Del Moss failed.", ""}};
  for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
    char text[512];
    snprintf(
        text, sizeof text,
        "---\nlanguage: en-GB\npractice: wales\npeople:\n  - {name: Rhian Moss, is: mother, also: Mrs Moss}\n"
        "  - {name: Gwyn Moss, is: father}\n  - {name: Del Parry, of: Housing, is: aunt, role: agency}\n"
        "---\n%s\n",
        expected[i][0]);
    assert_string_equal(findings_in(rules, classes, text), expected[i][1]);
  }
}

/* "not", then an aside between two commas. */
static void negated_over_an_aside(void **state) {
  (void)state;
  const char *classes = "negations: [not]\nclause-starts: [and]\n";
  const char *rules = "message: '%s'\nextends: existence\nunless: {negated: true}\nrules:\n"
                      "  a: {tokens: [neglect]}\n";
  assert_string_equal(findings_in(rules, classes,
                                  "It was not, as the first report had it, neglect. "
                                  "It was, as the first report had it, neglect. "
                                  "He was not there, as we all saw, and, neglect.\n"),
                      "r/a: neglect\nr/a: neglect\n");
}

/* A word that is only spoken of is nobody's judgement, and no more words behind it than three are. */
static void words_spoken_of(void **state) {
  (void)state;
  const char *classes = "mentions: ['the word', '(box|boxes) marked']\n";
  assert_string_equal(
      findings_in(SET "  a: {tokens: [hostile]}\n", classes,
                  "We took out the word hostile. She ticked the box marked Hostile. "
                  "She is hostile. The word is on the form and she is hostile. "
                  "I have the word, hostile. A word hostile.\n"),
      "r/a: hostile\nr/a: hostile\nr/a: hostile\nr/a: hostile\n");
}

/* Special rules go before general ones. */
static void general_rules(void **state) {
  (void)state;
  EXPECT(SET "  a: {tokens: ['\\w+ issues'], general: true}\n  b: {tokens: [money]}\n",
         "There are money issues and health issues.\n", "r/b: money\nr/a: health issues\n");
}

/* What the engine leaves alone by itself: reported speech, titles, labels, headings. */
static void exempt(void **state) {
  (void)state;
  const char *classes =
      "reports: ['(said|says)( that)?']\nreports-not: [worker]\nreports-end: [but]\n"
      "title-nouns: [team, act]\ntitle-links: [of, and]\n";
  const char *rules = SET "  a: {tokens: [hostile, says nothing]}\n";
  assert_string_equal(findings_in(rules, classes,
                                  "Mum said that he was hostile but he is hostile. The worker said "
                                  "it was hostile. She says nothing.\n"),
                      "r/a: hostile\nr/a: hostile\nr/a: says nothing\n");
  assert_string_equal(
      findings_in(rules, classes,
                  "The Hostile Homes Team and the Act of Hostile Parents. He is Hostile. "
                  "HOSTILE Team.\n"),
      "r/a: Hostile\nr/a: HOSTILE\n");
  assert_string_equal(
      findings_in(rules, classes, "Hostile: no.\n\n**Hostile people**\n\n## Hostile\n"), "");
}

/* Sentences in which a class of words is looked for in vain. */
static void absence(void **state) {
  (void)state;
  const char *classes = "seen: [door, came]\nreports: [said that]\n";
  const char *rules =
      "rules:\n  none: {extends: absence, message: m, min: 4, tokens: ['<seen>']}\n"
      "  more: {extends: absence, message: m, min: 2, rest: true, tokens: ['<seen>']}\n"
      "  word: {extends: existence, message: m, tokens: [chaotic]}\n";
  const char *vague =
      "Things are as they were. So it is. It is what it is at the door. He came for all that.\n";
  assert_string_equal(findings_in(rules, classes, vague), "r/none: Things are as they were\n");
  assert_string_equal(
      findings_in(rules, classes,
                  "Is it all as it was? They are these: 7 of all of them are. She said that all is "
                  "as it was.\n\n\"All is as it was.\"\n\n# All is as it was\n"),
      "");
  assert_string_equal(
      findings_in(rules, classes,
                  "It is a *chaotic* life, they are all chaotic. So chaotic. The door is chaotic. "
                  "All is as it was\n"),
      "r/more: It is a *chaotic* life, they are all chaotic\nr/word: chaotic\nr/word: chaotic\n"
      "r/word: chaotic\nr/word: chaotic\nr/none: All is as it was\n");
  /* behind a label; not with what letters are short for, nor with a title */
  assert_string_equal(
      findings_in(
          rules, classes,
          "Plan: things are as they were. All is in an Order of Care (OC). All is as it was "
          "at Rowan House. Rowan was as it was.\n"),
      "r/none: things are as they were\nr/none: Rowan was as it was\n");
  assert_string_equal(
      findings_in("extends: absence\nmessage: m\nmin: 2\nmax: 1\ntokens: ['<seen>']\n", classes,
                  "All is at the door. He came to the door.\n"),
      "r: All is at the door\n");
  EXPECT("extends: absence\nmessage: m\ntokens: [door]\n", "x\n",
         "language/value: \"door\" needs a class of words such as <person>\n");
}

/* A judgement among facts: words of a class, somebody's own, and numbers for two. */
static void facts(void **state) {
  (void)state;
  const char *classes = "seen: [door, came, broken]\n";
  const char *rules = SET "  a: {tokens: [hostile], unless: {facts: 3}}\n";
  assert_string_equal(
      findings_in(
          rules, classes,
          "He was hostile when he came to the door. He came. He was hostile. He was hostile "
          "at 5 at the broken door. He came hostile and said \"go now\". It was hostile at 5.\n"),
      "r/a: hostile\nr/a: hostile\nr/a: hostile\n");
  EXPECT(SET "  a: {tokens: [hostile], unless: {facts: 1}}\n", "He was hostile at the door.\n",
         "r/a: hostile\n");
  EXPECT(SET "  a: {tokens: [hostile], unless: {facts: true}}\n", "x\n",
         "language/value: \"facts\" needs a number\n");
}

/* Rules that speak only where other rules found so many things in 200 words, or the text is short. */
static void company(void **state) {
  (void)state;
  const char *rules = SET "  sure: {tokens: [chaotic]}\n  unsure: {tokens: [many], company: 4}\n";
  static char text[4096];
  EXPECT(rules, "So many. Chaotic.\n", "r/unsure: many\nr/sure: Chaotic\n");
  EXPECT(rules, "So many.\n", "r/unsure: many\n");
  strcpy(text, "So many. Chaotic, chaotic.");
  for (int i = 0; i < 101; i++)
    strcat(text, " it");
  assert_string_equal(findings_in(rules, NULL, text), "r/sure: Chaotic\nr/sure: chaotic\n");
  strcpy(text + strlen(text) - strlen(" it it it it it"), "\n");
  assert_string_equal(findings_in(rules, NULL, text),
                      "r/unsure: many\nr/sure: Chaotic\nr/sure: chaotic\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(one_rule_as_in_vale),
      cmocka_unit_test(phrases_across_constructs),
      cmocka_unit_test(word_boundaries),
      cmocka_unit_test(own_words_are_left_alone),
      cmocka_unit_test(declared_names),
      cmocka_unit_test(overlaps_and_exceptions),
      cmocka_unit_test(conditions),
      cmocka_unit_test(word_classes),
      cmocka_unit_test(capitals),
      cmocka_unit_test(negated_and_agency),
      cmocka_unit_test(people_of_the_agency),
      cmocka_unit_test(negated_over_an_aside),
      cmocka_unit_test(words_spoken_of),
      cmocka_unit_test(general_rules),
      cmocka_unit_test(exempt),
      cmocka_unit_test(absence),
      cmocka_unit_test(company),
      cmocka_unit_test(facts),
      cmocka_unit_test(labels_and_headings),
      cmocka_unit_test(spelled_out),
      cmocka_unit_test(scopes),
      cmocka_unit_test(other_forms),
      cmocka_unit_test(expressions),
      cmocka_unit_test(finite_expressions),
      cmocka_unit_test(required_words),
      cmocka_unit_test(sentences),
      cmocka_unit_test(broken_rule_files),
      cmocka_unit_test(silenced),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
