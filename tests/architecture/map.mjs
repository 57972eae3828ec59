// SPDX-License-Identifier: EUPL-1.2
// Reads the tables of docs/architecture.md: a row a folder, with what it may use.

/** Libraries of the system whose use is an arrow of the map, by the headers that they give. */
export const systemLibraries = [
  { name: 'SQLite', header: /^sqlite3\.h$/ },
  { name: 'libevent', header: /^event2\// },
  { name: 'OpenSSL', header: /^openssl\// },
  { name: 'zlib', header: /^zlib\.h$/ },
  { name: 'llhttp', header: /^llhttp\.h$/ },
  { name: 'libcsv', header: /^csv\.h$/ },
  { name: 'libical', header: /^libical\// },
  { name: 'libstemmer', header: /^libstemmer\.h$/ },
  { name: 'CaDiCaL', header: /^ccadical\.h$/ },
  { name: 'libqrencode', header: /^qrencode\.h$/ },
  { name: 'Cairo', header: /^cairo/ },
  { name: 'Pango', header: /^pango\// },
  { name: 'fontconfig', header: /^fontconfig\// },
  { name: 'SDL2', header: /^SDL2?/ },
  { name: 'libdrm', header: /^(xf86drm|drm)/ },
  { name: 'libcurl', header: /^curl\// },
  { name: 'libevdev', header: /^(libevdev|linux\/input)/ },
  { name: 'CUPS', header: /^cups\// },
];

/** A table's cells without their marks of code. */
const cells = (line) =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

/**
 * The folders of the map. A row begins with the folders in backquotes; the target of its library,
 * in brackets, gives the folder its name. The last cell says what it may use.
 */
export function folders(text) {
  const rows = text
    .split('\n')
    .filter((line) => /^\| `(include|lib|server|kiosk)/.test(line))
    .map(cells);
  return rows.map(([place, , uses]) => {
    const [paths, bracket = ''] = place.split('(');
    const target = /`(?:target )?([\w-]+)`/.exec(bracket)?.[1];
    const list = [...paths.matchAll(/`([^`]+)`/g)].map((match) => match[1].replace(/\/$/, ''));
    return {
      paths: list,
      name: target ? target.replace(/^parvis_/, '') : list[0],
      uses: uses
        .split(/[,;]/)
        .map((name) => name.trim())
        .filter(Boolean),
    };
  });
}

/** The folders that a folder's row names. Names that are no folder are libraries of the system. */
export function mayUse(folder, map) {
  return map.filter((other) => folder.uses.includes(other.name));
}
