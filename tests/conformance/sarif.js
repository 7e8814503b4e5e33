// Validates files against the JSON schema of SARIF 2.1.0 that @microsoft/jest-sarif brings, with ajv.
const Ajv = require('ajv');
const fs = require('fs');
const schema = require('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
const ajv = new Ajv({allErrors: true, schemaId: 'auto', logger: false, meta: false});
ajv.addMetaSchema(require('ajv/lib/refs/json-schema-draft-04.json'));
ajv._opts.defaultMeta = 'http://json-schema.org/draft-04/schema#';
const validate = ajv.compile(schema);
let bad = 0;
for (const file of process.argv.slice(2)) {
  let valid = false, problems = '';
  try {
    valid = validate(JSON.parse(fs.readFileSync(file, 'utf8')));
    problems = (validate.errors || []).slice(0, 5).map(e => `  ${e.dataPath} ${e.message}`).join('\n');
  } catch (error) {
    problems = '  ' + error.message;
  }
  bad += !valid;
  console.log(`${valid ? 'valid SARIF 2.1.0' : 'NOT valid'}: ${file.replace(/.*\//, '')}${problems && '\n' + problems}`);
}
process.exit(bad ? 1 : 0);
