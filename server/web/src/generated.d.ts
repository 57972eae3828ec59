// SPDX-License-Identifier: EUPL-1.2
// What build.mjs makes: the tokens' style sheet, the texts of a page as [French, English], the
// decoder's address, the version of Parvis.
declare module 'parvis:texts/*' {
  const texts: Record<string, [string, string]>;
  export default texts;
}
declare module 'parvis:decoder' {
  const address: string;
  export default address;
}
declare module 'parvis:version' {
  const version: string;
  export default version;
}
declare module 'parvis:tokens.css';
declare module '*.css';
