/* Every problem that the compiler itself can find: name, id, check, severity, whether the command or the
 * machine is at fault (exit status 2), message (printf), what to do. Problems that rule files find are
 * not here: they name themselves. No include guard: included with DIAG_ROW defined. */
/* clang-format off */

/* command */
DIAG_ROW(DIAG_OPTION_UNKNOWN, "command/unknown-option", CHECK_COMMAND, SEVERITY_ERROR, true,
         "there is no option \"%s\"", "plainplan --help lists the options")
DIAG_ROW(DIAG_COMMAND_UNKNOWN, "command/unknown-command", CHECK_COMMAND, SEVERITY_ERROR, true,
         "there is no command \"%s\"", "plainplan --help lists the commands")
DIAG_ROW(DIAG_OPTION_VALUE, "command/option-value", CHECK_COMMAND, SEVERITY_ERROR, true,
         "option %s cannot be \"%s\"", "plainplan --help says what each option takes")
DIAG_ROW(DIAG_OPTION_NEEDS_VALUE, "command/option-needs-value", CHECK_COMMAND, SEVERITY_ERROR, true,
         "option %s needs a value after it", "plainplan --help says what each option takes")
DIAG_ROW(DIAG_USAGE, "command/usage", CHECK_COMMAND, SEVERITY_ERROR, true, "%s",
         "plainplan --help shows how each command is used")
DIAG_ROW(DIAG_RULE_UNKNOWN, "command/unknown-rule", CHECK_COMMAND, SEVERITY_ERROR, true,
         "there is no rule \"%s\"", "plainplan rules lists them all")
DIAG_ROW(DIAG_KIND_GIVEN, "command/unknown-kind", CHECK_COMMAND, SEVERITY_ERROR, true,
         "there is no kind of document \"%s\"", "plainplan kinds lists them")
DIAG_ROW(DIAG_STARTER_MISSING, "command/no-starter", CHECK_COMMAND, SEVERITY_ERROR, true,
         "the kind \"%s\" has no starter file in the language \"%s\"", "it needs a file starter.LANGUAGE.md in its folder of templates/")
DIAG_ROW(DIAG_OUTPUT_EXISTS, "command/output-exists", CHECK_COMMAND, SEVERITY_ERROR, true,
         "a file of that name is there already", "choose another name with -o, so that nobody's work is lost")
DIAG_ROW(DIAG_OUTPUT_IS_INPUT, "command/output-is-input", CHECK_COMMAND, SEVERITY_ERROR, true,
         "the output has the name of the file that it is made from", "choose another name with -o")
DIAG_ROW(DIAG_FIX_NO_FILE, "command/fix-no-file", CHECK_COMMAND, SEVERITY_ERROR, true,
         "this is no file whose text could be changed", "name a file, or - to get the changed text on standard output")
DIAG_ROW(DIAG_CRASHED, "command/crashed", CHECK_COMMAND, SEVERITY_ERROR, true,
         "plainplan failed on this file; the others were worked on",
         "please report it, without the file: case files are confidential")
DIAG_ROW(DIAG_DATA_MISSING, "command/data-missing", CHECK_COMMAND, SEVERITY_ERROR, true,
         "the folder with plainplan's templates was not found",
         "install plainplan again, or set PLAINPLAN_DATA to the folder that holds templates/ and fonts/")

/* settings */
DIAG_ROW(DIAG_SETTINGS_KEY, "settings/unknown-key", CHECK_COMMAND, SEVERITY_ERROR, true,
         "\"%s\" is not a key of the settings", "use rules, add, styles, terms, practice or fail-on")
DIAG_ROW(DIAG_SETTINGS_VALUE, "settings/value", CHECK_COMMAND, SEVERITY_ERROR, true,
         "\"%s\" needs %s", "plainplan explain settings/value shows an example")
DIAG_ROW(DIAG_SETTINGS_RULE, "settings/unknown-rule", CHECK_COMMAND, SEVERITY_ERROR, true,
         "there is no rule or category \"%s\"", "plainplan rules lists them all")
DIAG_ROW(DIAG_SETTINGS_OWN, "settings/not-a-rule", CHECK_COMMAND, SEVERITY_ERROR, true,
         "\"%s\" is found by the compiler itself, so its severity cannot be changed",
         "settings can change rules of language, readability and structure")
DIAG_ROW(DIAG_SETTINGS_ADD, "settings/add", CHECK_COMMAND, SEVERITY_ERROR, true,
         "the rule file %s cannot be read: %s", "name a file from the folder of the settings on")
DIAG_ROW(DIAG_SETTINGS_OFF, "settings/rule-off", CHECK_COMMAND, SEVERITY_NOTE, false,
         "\"%s\" is switched off; without these settings %s is an error", "make it a warning or a note, so that it is still seen")

/* source */
DIAG_ROW(DIAG_FILE_MISSING, "source/missing", CHECK_SOURCE, SEVERITY_ERROR, true,
         "the file does not exist", "check the spelling of its name and folder")
DIAG_ROW(DIAG_FILE_UNREADABLE, "source/unreadable", CHECK_SOURCE, SEVERITY_ERROR, true,
         "the file cannot be read: %s", "check who may open the file")
DIAG_ROW(DIAG_FILE_IS_FOLDER, "source/is-folder", CHECK_SOURCE, SEVERITY_ERROR, true,
         "this is a folder, not a file", "name the files in it, for example FOLDER/*.md")
DIAG_ROW(DIAG_FILE_TOO_BIG, "source/too-big", CHECK_SOURCE, SEVERITY_ERROR, true,
         "the file is larger than 16 MiB", "split it: one case, one file")
DIAG_ROW(DIAG_FILE_EMPTY, "source/empty", CHECK_SOURCE, SEVERITY_ERROR, false, "the file is empty",
         "plainplan new KIND writes a starter file")
DIAG_ROW(DIAG_NOT_UTF8, "source/not-utf-8", CHECK_SOURCE, SEVERITY_ERROR, false,
         "byte %u (0x%02X) is not UTF-8 text", "save the file again with the encoding UTF-8")
DIAG_ROW(DIAG_NUL, "source/nul", CHECK_SOURCE, SEVERITY_ERROR, false,
         "byte %u is a NUL, which no text holds", "remove it, or save the file again as plain text")

/* yaml: front matter and every data file */
DIAG_ROW(DIAG_YAML_SYNTAX, "source/yaml", CHECK_SOURCE, SEVERITY_ERROR, false,
         "this is not well-formed YAML", "each line needs the form  key: value")
DIAG_ROW(DIAG_YAML_DUPLICATE, "source/yaml-duplicate-key", CHECK_SOURCE, SEVERITY_ERROR, false,
         "\"%s\" is given twice", "keep one of the two")
DIAG_ROW(DIAG_YAML_KEY, "source/yaml-key", CHECK_SOURCE, SEVERITY_ERROR, false,
         "a key must be a word, not a list or a mapping", "write  key: value")
DIAG_ROW(DIAG_YAML_ALIAS, "source/yaml-alias", CHECK_SOURCE, SEVERITY_ERROR, false,
         "anchors (&) and aliases (*) are not used here",
         "write the value out again, or put \"quotes\" around a value that begins with & or *")
DIAG_ROW(DIAG_YAML_DEPTH, "source/yaml-depth", CHECK_SOURCE, SEVERITY_ERROR, false,
         "this is nested more than 32 levels deep", "a value needs at most three levels")
DIAG_ROW(DIAG_YAML_SECOND, "source/yaml-second-document", CHECK_SOURCE, SEVERITY_ERROR, false,
         "a second YAML document starts here", "remove the line ---")

/* case: the case model */
DIAG_ROW(DIAG_FRONT_OPEN, "case/front-matter-open", CHECK_CASE, SEVERITY_ERROR, false,
         "the front matter begins here and never ends", "close it with a line that holds only ---")
DIAG_ROW(DIAG_FRONT_LONG, "case/front-matter-long", CHECK_CASE, SEVERITY_ERROR, false,
         "the front matter is longer than 64 KiB", "the front matter holds facts; put words in the body")
DIAG_ROW(DIAG_FRONT_SHAPE, "case/front-matter", CHECK_CASE, SEVERITY_ERROR, false,
         "the front matter must be lines of  key: value", "the first line could be  document: safety-plan")
DIAG_ROW(DIAG_KIND_UNKNOWN, "case/unknown-kind", CHECK_CASE, SEVERITY_ERROR, false,
         "there is no kind of document \"%s\"", "plainplan kinds lists them")
DIAG_ROW(DIAG_PRACTICE_UNKNOWN, "case/unknown-practice", CHECK_CASE, SEVERITY_ERROR, false,
         "there is no practice \"%s\"", "use wales, england, us, us-ca or us-wi")
DIAG_ROW(DIAG_PRACTICE_FALLBACK, "case/practice-fallback", CHECK_CASE, SEVERITY_NOTE, false,
         "there are no rules for \"%s\" alone; those of \"%s\" are used",
         "check the plan against the policy of your state")
DIAG_ROW(DIAG_LANGUAGE_UNKNOWN, "case/unknown-language", CHECK_CASE, SEVERITY_ERROR, false,
         "there is no wording for the language \"%s\"", "use a language that templates/wording/ has")
DIAG_ROW(DIAG_LANGUAGE_NO_WORDING, "case/language-without-wording", CHECK_CASE, SEVERITY_ERROR, false,
         "no PDF can be made in \"%s\": there are rules for this language but no wording",
         "check it without a PDF, or write templates/wording/ for this language")
DIAG_ROW(DIAG_LANGUAGE_FALLBACK, "case/language-fallback", CHECK_CASE, SEVERITY_NOTE, false,
         "there is no wording for \"%s\" alone; that of the language without its region is used",
         "check how dates and terms are printed")
DIAG_ROW(DIAG_FACT_UNKNOWN, "case/unknown-fact", CHECK_CASE, SEVERITY_ERROR, false,
         "the front matter has no key \"%s\"", "templates/case.yml and the kind's kind.yml list the keys")
DIAG_ROW(DIAG_PERSON_KEY, "case/unknown-person-key", CHECK_CASE, SEVERITY_ERROR, false,
         "a person has no key \"%s\"", "templates/case.yml lists the keys of a person")
DIAG_ROW(DIAG_PERSON_SHAPE, "case/person-shape", CHECK_CASE, SEVERITY_ERROR, false,
         "each person needs a name", "write  - {name: Megan, is: child}")
DIAG_ROW(DIAG_PERSON_TWICE, "case/person-twice", CHECK_CASE, SEVERITY_ERROR, false,
         "\"%s\" is declared twice", "declare everyone once, and tell two people of one name apart by their surnames")
DIAG_ROW(DIAG_PERSON_ROLE, "case/person-role", CHECK_CASE, SEVERITY_WARNING, false,
         "\"%s\" does not say whether this person is family or works for an agency",
         "add  of: (the agency), or  role: child, parent, network or agency")
DIAG_ROW(DIAG_VALUE_DATE, "case/not-a-date", CHECK_CASE, SEVERITY_ERROR, false,
         "\"%s\" is not a date", "write year-month-day, as 2026-11-21")
DIAG_ROW(DIAG_DATE_IMPOSSIBLE, "case/impossible-date", CHECK_CASE, SEVERITY_ERROR, false,
         "there is no such day as %s", "look at a calendar: which day was meant?")
DIAG_ROW(DIAG_WEEKDAY, "case/wrong-weekday", CHECK_CASE, SEVERITY_ERROR, false,
         "%s is a %s, not a %s", "which of the two was meant?")
DIAG_ROW(DIAG_VALUE_CHOICE, "case/value", CHECK_CASE, SEVERITY_ERROR, false,
         "\"%s\" cannot be \"%s\"", "see templates/case.yml")
DIAG_ROW(DIAG_VALUE_SHAPE, "case/value-shape", CHECK_CASE, SEVERITY_ERROR, false,
         "\"%s\" needs %s here", "see templates/case.yml")
DIAG_ROW(DIAG_SECTION_UNKNOWN, "case/unknown-section", CHECK_CASE, SEVERITY_NOTE, false,
         "this kind of document has no section \"%s\"; it stays as it is",
         "the kind's kind.yml lists the headings it knows")
DIAG_ROW(DIAG_SECTION_TWICE, "case/section-twice", CHECK_CASE, SEVERITY_WARNING, false,
         "the section \"%s\" is here twice", "put all of it under one heading")
DIAG_ROW(DIAG_FIELD_UNKNOWN, "case/unknown-field", CHECK_CASE, SEVERITY_WARNING, false,
         "a step has no field \"%s\"; the line stays part of the one before it",
         "the kind's kind.yml lists the fields it knows")
DIAG_ROW(DIAG_FIELD_TWICE, "case/field-twice", CHECK_CASE, SEVERITY_WARNING, false,
         "\"%s\" is given twice in this step", "start a new step with -, or put both in one line")
DIAG_ROW(DIAG_PERSON_UNKNOWN, "case/unknown-person", CHECK_CASE, SEVERITY_ERROR, false,
         "\"%s\" is not declared under people", "declare everyone once in the front matter")
DIAG_ROW(DIAG_NAME_NEAR, "case/name-near-miss", CHECK_CASE, SEVERITY_ERROR, false,
         "\"%s\" looks like a misspelling of \"%s\"",
         "correct it, or declare the other person under people or the name under names")
DIAG_ROW(DIAG_HTML, "case/html", CHECK_CASE, SEVERITY_WARNING, false, "HTML is left out of the document",
         "use Markdown; a comment that plainplan reads begins with  plainplan:  or  for:")
DIAG_ROW(DIAG_DIRECTIVE, "case/comment", CHECK_CASE, SEVERITY_ERROR, false,
         "this comment to plainplan cannot be read",
         "write <!-- plainplan: allow RULE because REASON --> or <!-- for: READER --> and <!-- end -->")
DIAG_ROW(DIAG_FOR_OPEN, "case/for-open", CHECK_CASE, SEVERITY_ERROR, false,
         "this passage for some readers is never ended", "close it with <!-- end -->")
DIAG_ROW(DIAG_FOR_END, "case/for-end", CHECK_CASE, SEVERITY_ERROR, false,
         "this ends a passage that was not begun", "begin it with <!-- for: READER -->")
DIAG_ROW(DIAG_DEPTH, "case/depth", CHECK_CASE, SEVERITY_ERROR, false,
         "quotes or lists are nested more than 100 levels deep here", "a reader loses the thread at three")
DIAG_ROW(DIAG_READER_NEEDED, "case/reader-needed", CHECK_CASE, SEVERITY_ERROR, false,
         "part of this file is only for some readers", "say whose copy to make: --for READER")
DIAG_ROW(DIAG_READER_UNKNOWN, "case/unknown-reader", CHECK_CASE, SEVERITY_ERROR, true,
         "nobody called \"%s\" is a reader of this file",
         "name a person declared under people, or a group: family, chair, worker, agency, court")
DIAG_ROW(DIAG_WITHHELD, "case/withheld", CHECK_CASE, SEVERITY_ERROR, false,
         "\"%s\" must not be in the copy for %s", "take it out, or put it between <!-- for: READER --> and <!-- end -->")

/* font */
DIAG_ROW(DIAG_FONT_MISSING, "font/missing", CHECK_LAYOUT, SEVERITY_ERROR, true,
         "the font file %s of the family \"%s\" is not installed",
         "install the Debian package that brings it, or name its folder in PLAINPLAN_FONTS")
DIAG_ROW(DIAG_FONT_BROKEN, "font/broken", CHECK_LAYOUT, SEVERITY_ERROR, true,
         "%s is not a TrueType font that can be read", "install the package that brings it again")
DIAG_ROW(DIAG_FONT_NO_GLYPH, "font/no-glyph", CHECK_LAYOUT, SEVERITY_ERROR, false,
         "no installed font has the character U+%04X", "write it in another way, or install a font that has it")
DIAG_ROW(DIAG_FONT_MAP_KEY, "font/map-unknown-key", CHECK_LAYOUT, SEVERITY_ERROR, true,
         "\"%s\" is not a key that the fonts map has here", "compare with the first entries of fonts.yml")
DIAG_ROW(DIAG_FONT_MAP_VALUE, "font/map-value", CHECK_LAYOUT, SEVERITY_ERROR, true,
         "\"%s\" is missing here or not of the right kind", "compare with the first entries of fonts.yml")
DIAG_ROW(DIAG_FONT_MAP_FAMILY, "font/map-family", CHECK_LAYOUT, SEVERITY_ERROR, true,
         "the family \"%s\" is not in the list of families", "add it under `families`, or name another")

/* check: rule files, and the comments that silence a rule */
DIAG_ROW(DIAG_RULE_XML, "structure/rule-file", CHECK_STRUCTURE, SEVERITY_ERROR, true,
         "this rule file is not well-formed XML: %s", "every tag is closed, every & is written &amp;")
DIAG_ROW(DIAG_RULE_ELEMENT, "structure/unknown-element", CHECK_STRUCTURE, SEVERITY_ERROR, true,
         "Schematron has no element \"%s\" here", "see ISO/IEC 19757-3")
DIAG_ROW(DIAG_RULE_ATTRIBUTE, "structure/missing-attribute", CHECK_STRUCTURE, SEVERITY_ERROR, true,
         "<%s> needs the attribute %s", "compare it with another rule in this folder")
DIAG_ROW(DIAG_RULE_XPATH, "structure/xpath", CHECK_STRUCTURE, SEVERITY_ERROR, true,
         "the expression \"%s\" is not XPath: %s", "try it with  xmllint --xpath")
DIAG_ROW(DIAG_RULE_XPATH_RUN, "structure/xpath-failed", CHECK_STRUCTURE, SEVERITY_ERROR, true,
         "the expression \"%s\" cannot be evaluated: %s",
         "look for a misspelt function, variable or prefix")
DIAG_ROW(DIAG_RULE_ROLE, "structure/role", CHECK_STRUCTURE, SEVERITY_ERROR, true,
         "role cannot be \"%s\"", "write note, warning or error")
DIAG_ROW(DIAG_RULE_REFERENCE, "structure/reference", CHECK_STRUCTURE, SEVERITY_ERROR, true,
         "there is no %s \"%s\"", "declare it in this file or in one that it includes")
DIAG_ROW(DIAG_RULE_INCLUDE, "structure/include", CHECK_STRUCTURE, SEVERITY_ERROR, true,
         "the file \"%s\" cannot be included: %s", "name a .sch file below templates/")
DIAG_ROW(DIAG_RULE_TWICE, "check/rule-twice", CHECK_STRUCTURE, SEVERITY_ERROR, true,
         "there are two rules with the id \"%s\"", "every rule needs an id of its own")
DIAG_ROW(DIAG_STYLE_KEY, "language/unknown-key", CHECK_LANGUAGE, SEVERITY_ERROR, true,
         "a rule has no key \"%s\" here", "compare it with another rule in this folder")
DIAG_ROW(DIAG_STYLE_TYPE, "language/value", CHECK_LANGUAGE, SEVERITY_ERROR, true,
         "\"%s\" needs %s", "compare it with another rule in this folder")
DIAG_ROW(DIAG_STYLE_MISSING, "language/missing-key", CHECK_LANGUAGE, SEVERITY_ERROR, true,
         "the rule \"%s\" has no %s", "compare it with another rule in this folder")
DIAG_ROW(DIAG_STYLE_REGEX, "language/regex", CHECK_LANGUAGE, SEVERITY_ERROR, true,
         "the regular expression is wrong here: %s", "put a backslash before a sign that is meant as itself")
DIAG_ROW(DIAG_STYLE_CLASS, "language/unknown-class", CHECK_LANGUAGE, SEVERITY_ERROR, true,
         "there is no class \"%s\"", "classes.yml lists the classes")
DIAG_ROW(DIAG_STYLE_CLASS_TWICE, "language/class-twice", CHECK_LANGUAGE, SEVERITY_ERROR, true,
         "there is a class \"%s\" already", "put both lists into one, or give this one another name")
DIAG_ROW(DIAG_STYLE_UNSUPPORTED, "language/not-supported", CHECK_LANGUAGE, SEVERITY_NOTE, false,
         "%s is not supported; the rule is left out", "write it with another extension point")
DIAG_ROW(DIAG_STYLE_FOLDER, "language/no-style", CHECK_LANGUAGE, SEVERITY_ERROR, true,
         "this is no folder of a style: %s", "name a folder of .yml rules in Vale's form, or one that holds such folders")
DIAG_ROW(DIAG_STYLE_GAVE_UP, "language/regex-too-slow", CHECK_LANGUAGE, SEVERITY_WARNING, false,
         "the rule %s was given up in this block: its regular expression takes too long",
         "make the expression simpler: no repetition inside a repetition")
DIAG_ROW(DIAG_FIX_MARKUP, "check/fix-markup", CHECK_LANGUAGE, SEVERITY_NOTE, false,
         "not changed to \"%s\": markup, an entity or an address is in the way", "change it by hand")
DIAG_ROW(DIAG_FIX_OVERLAP, "check/fix-overlap", CHECK_LANGUAGE, SEVERITY_NOTE, false,
         "not changed to \"%s\": another change is due to some of the same words", "change it by hand")
DIAG_ROW(DIAG_FINDINGS_MANY, "check/too-many", CHECK_CASE, SEVERITY_WARNING, false,
         "only the first %d findings are reported", "mend these first, then check again")
DIAG_ROW(DIAG_ALLOW_UNKNOWN, "check/allow-unknown-rule", CHECK_CASE, SEVERITY_ERROR, false,
         "there is no rule \"%s\" to allow", "plainplan rules lists them all")
DIAG_ROW(DIAG_ALLOW_REASON, "check/allow-without-reason", CHECK_CASE, SEVERITY_ERROR, false,
         "no reason is given for allowing %s", "write  because  and the reason")
DIAG_ROW(DIAG_ALLOW_UNUSED, "check/allow-unused", CHECK_CASE, SEVERITY_NOTE, false,
         "%s finds nothing here, so there is nothing to allow", "remove the comment")

/* xml: templates, structure rules and FO files */
DIAG_ROW(DIAG_XML_SYNTAX, "source/xml", CHECK_SOURCE, SEVERITY_ERROR, false,
         "this is not well-formed XML (%s)", "every element that is opened must be closed, in order")
DIAG_ROW(DIAG_XML_EXTERNAL, "source/xml-external", CHECK_SOURCE, SEVERITY_ERROR, false,
         "\"%s\" is outside this file, and nothing outside it is read", "write it into the file")
DIAG_ROW(DIAG_XML_ENCODING, "source/xml-encoding", CHECK_SOURCE, SEVERITY_ERROR, false,
         "the file is not text in the encoding \"%s\" that it declares",
         "save it again as UTF-8, with encoding=\"UTF-8\" in its first line")

/* transform */
DIAG_ROW(DIAG_PAGE_MISSING, "transform/no-page", CHECK_TRANSFORM, SEVERITY_ERROR, true,
         "the kind \"%s\" has no page design", "it needs a file page.xsl in its folder of templates/")
DIAG_ROW(DIAG_TEMPLATE, "transform/template", CHECK_TRANSFORM, SEVERITY_ERROR, true,
         "the page design cannot be used (%s)", "mend it, or take the file that plainplan was installed with")
DIAG_ROW(DIAG_TEMPLATE_FAILED, "transform/failed", CHECK_TRANSFORM, SEVERITY_ERROR, true,
         "the page design made no document", "its first template must make fo:root")
DIAG_ROW(DIAG_WORD_MISSING, "transform/no-wording", CHECK_TRANSFORM, SEVERITY_ERROR, true,
         "the wording has no entry \"%s\"", "add it under say: in templates/wording/")
DIAG_ROW(DIAG_DRAFT_ONLY, "pdf/stopped", CHECK_PDF, SEVERITY_NOTE, false,
         "no PDF was made because of the errors above", "correct them, or use --draft to see the pages all the same")

/* layout */
DIAG_ROW(DIAG_FO_NOT_FO, "layout/not-fo", CHECK_LAYOUT, SEVERITY_ERROR, false,
         "this is not an XSL-FO document: its outermost element is \"%s\"", "it must be fo:root, in the namespace of XSL-FO")
DIAG_ROW(DIAG_FO_ELEMENT_UNKNOWN, "layout/unknown-element", CHECK_LAYOUT, SEVERITY_ERROR, false,
         "XSL-FO has no element \"%s\"", "check its spelling")
DIAG_ROW(DIAG_FO_ELEMENT_OUTSIDE, "layout/unsupported-element", CHECK_LAYOUT, SEVERITY_ERROR, false,
         "the element \"%s\" is outside the subset of XSL-FO that is laid out; it was left out",
         "say it with other elements")
DIAG_ROW(DIAG_FO_FOREIGN, "layout/foreign-element", CHECK_LAYOUT, SEVERITY_ERROR, false,
         "the element \"%s\" is not in the namespace of XSL-FO; it was left out",
         "put a picture into fo:instream-foreign-object")
DIAG_ROW(DIAG_FO_MISPLACED, "layout/misplaced", CHECK_LAYOUT, SEVERITY_ERROR, false,
         "%s cannot stand in fo:%s", "the content models of XSL 1.1 say what each element may hold")
DIAG_ROW(DIAG_FO_PROPERTY_UNKNOWN, "layout/unknown-property", CHECK_LAYOUT, SEVERITY_WARNING, false,
         "XSL-FO has no property \"%s\"", "check its spelling")
DIAG_ROW(DIAG_FO_VALUE, "layout/bad-value", CHECK_LAYOUT, SEVERITY_WARNING, false,
         "%s cannot be \"%s\"", "it was taken as if it had not been given")
DIAG_ROW(DIAG_FO_VALUE_OUTSIDE, "layout/unsupported-value", CHECK_LAYOUT, SEVERITY_WARNING, false,
         "%s=\"%s\" is outside the subset of XSL-FO that is laid out", "it was taken as if it had not been given")
DIAG_ROW(DIAG_FO_DEEP, "layout/too-deep", CHECK_LAYOUT, SEVERITY_ERROR, false,
         "elements stand in each other more than %d deep; the innermost were left out", "take some of them away")
DIAG_ROW(DIAG_FO_EMPTY, "layout/no-pages", CHECK_LAYOUT, SEVERITY_ERROR, false,
         "the document has no pages", "it needs a page sequence with a flow")
DIAG_ROW(DIAG_FO_MASTER, "layout/unknown-master", CHECK_LAYOUT, SEVERITY_ERROR, false,
         "there is no page master \"%s\"", "define it in fo:layout-master-set, or mend the name")
DIAG_ROW(DIAG_FO_REGION, "layout/unknown-region", CHECK_LAYOUT, SEVERITY_WARNING, false,
         "no page has a region \"%s\"", "mend flow-name or region-name: static content for it was left out, a flow went into the body")
DIAG_ROW(DIAG_FO_ID, "layout/unknown-id", CHECK_LAYOUT, SEVERITY_WARNING, false,
         "there is nothing with the id \"%s\" to refer to", "give the place that id, or mend the reference")
DIAG_ROW(DIAG_FO_ID_TWICE, "layout/duplicate-id", CHECK_LAYOUT, SEVERITY_WARNING, false,
         "the id \"%s\" is given twice; references go to the first", "give each place its own id")
DIAG_ROW(DIAG_FO_IMAGE, "layout/image-unreadable", CHECK_LAYOUT, SEVERITY_ERROR, false,
         "the picture %s cannot be read: %s", "check its name; it must be a PNG or JPEG file")
DIAG_ROW(DIAG_FO_SVG, "layout/no-picture", CHECK_LAYOUT, SEVERITY_ERROR, false,
         "this fo:instream-foreign-object holds no SVG picture", "only SVG can be drawn")
DIAG_ROW(DIAG_FO_GLYPH, "layout/no-glyph", CHECK_LAYOUT, SEVERITY_ERROR, false,
         "no installed font has the character U+%04X (%s)", "install a font that has it, or write it another way")
DIAG_ROW(DIAG_FO_WORD_WIDE, "layout/word-too-wide", CHECK_LAYOUT, SEVERITY_WARNING, false,
         "\"%s\" is wider than its line and was broken", "make the word shorter, the type smaller or the column wider")
DIAG_ROW(DIAG_FO_WIDE, "layout/too-wide", CHECK_LAYOUT, SEVERITY_WARNING, false,
         "this %s is wider than the room it has, by %d.%d pt", "make it narrower")
DIAG_ROW(DIAG_FO_HIGH, "layout/too-high", CHECK_LAYOUT, SEVERITY_WARNING, false,
         "this is higher than the page and cannot be split; it runs over the edge", "make it lower")
DIAG_ROW(DIAG_FO_KEEP, "layout/keep-broken", CHECK_LAYOUT, SEVERITY_NOTE, false,
         "what should be kept together here is longer than a page, so it was split", "keep less together")

/* svg */
DIAG_ROW(DIAG_SVG_ELEMENT, "layout/svg-unsupported", CHECK_LAYOUT, SEVERITY_ERROR, false,
         "the SVG element <%s> in line %ld is not one that can be drawn",
         "draw it with shapes, paths and text; the manual lists the elements")
DIAG_ROW(DIAG_SVG_ATTRIBUTE, "layout/svg-unsupported", CHECK_LAYOUT, SEVERITY_ERROR, false,
         "the SVG attribute %s of <%s> in line %ld is not one that can be drawn",
         "draw it with shapes, paths and text; the manual lists the attributes")
DIAG_ROW(DIAG_SVG_VALUE, "layout/svg-value", CHECK_LAYOUT, SEVERITY_ERROR, false,
         "the SVG attribute %s=\"%.60s\" of <%s> in line %ld cannot be read",
         "compare it with SVG 1.1")
DIAG_ROW(DIAG_SVG_SIZE, "layout/svg-too-large", CHECK_LAYOUT, SEVERITY_ERROR, false,
         "the SVG picture is too large or too deep to be drawn", "make it of fewer or simpler parts")

/* pdf and output */
DIAG_ROW(DIAG_PDF_NOWHERE, "pdf/unknown-destination", CHECK_PDF, SEVERITY_ERROR, false,
         "there is no place \"%s\" in the document for this link to go to", "give the place that id, or mend the link")
DIAG_ROW(DIAG_PDF_IMAGE, "pdf/image-unreadable", CHECK_PDF, SEVERITY_ERROR, false,
         "the picture %s cannot be read: %s", "save the picture again as PNG or JPEG")
DIAG_ROW(DIAG_PDF_TITLE, "pdf/no-title", CHECK_PDF, SEVERITY_WARNING, false,
         "the document has no title; the name of its file stands in",
         "a screen reader says the title first: give it one with fo:title or dc:title")
DIAG_ROW(DIAG_PDF_LANGUAGE, "pdf/no-language", CHECK_PDF, SEVERITY_WARNING, false,
         "the document does not say its language", "a screen reader needs it to choose a voice: write xml:lang on fo:root")
DIAG_ROW(DIAG_PDF_ALTERNATIVE, "pdf/no-alternative", CHECK_PDF, SEVERITY_ERROR, false,
         "this picture has no text that says what it shows",
         "give it an alternative text (fox:alt-text), or mark it as decoration")
DIAG_ROW(DIAG_PDF_LIMIT, "pdf/limit", CHECK_PDF, SEVERITY_ERROR, true,
         "the document is too large for one PDF file (libharu error 0x%04X)", "split the document")
DIAG_ROW(DIAG_OUTPUT_WRITE, "pdf/output-failed", CHECK_PDF, SEVERITY_ERROR, true,
         "writing the output failed: %s", "make room on the disk; an earlier file of that name is as it was")
