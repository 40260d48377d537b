import { buildRules } from '../../scripts/build/miniprogram';

/** `cards/rules.js`, which the form needs and git does not have. */
export default buildRules;
