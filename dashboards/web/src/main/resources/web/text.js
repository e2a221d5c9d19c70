/** Text of others, made visible: what would act on the page's text instead of being seen is written out. */

// Controls, bidirectional overrides and isolates, invisible joiners and fillers, tags, halves of surrogate pairs.
const ACTING = new RegExp(
  '[\\u0000-\\u0008\\u000B-\\u001F\\u007F-\\u009F\\u00AD\\u061C\\u115F\\u1160\\u180E\\u200B-\\u200F\\u2028-\\u202E'
  + '\\u2060-\\u206F\\u3164\\uFEFF\\uFFA0\\uFFF9-\\uFFFB\\u{E0000}-\\u{E0FFF}]|\\p{Surrogate}', 'gu');

const written = (character) =>
  `\u27E8U+${character.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}\u27E9`;

/** For example 'a\u202Eb' as 'a⟨U+202E⟩b'. */
export const visible = (text) => text.replace(ACTING, written);
