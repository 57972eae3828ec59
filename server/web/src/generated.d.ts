// What build.mjs makes: the tokens' style sheet, and the texts of a page as [French, English].
declare module 'parvis:texts/*' {
  const texts: Record<string, [string, string]>;
  export default texts;
}
declare module 'parvis:decoder' {
  const address: string;
  export default address;
}
declare module 'parvis:tokens.css';
declare module '*.css';
