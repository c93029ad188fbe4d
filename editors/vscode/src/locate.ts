// Which moat to run: the one that is configured, the one that comes with the
// extension, or the one on the PATH.
import * as path from 'path';

export interface Places {
  configured: string;
  bundled: string;
  searchPath: string;
  windows: boolean;
  exists(file: string): boolean;
}

export type Found = { path: string; problem?: undefined } | { path?: undefined; problem: string };

export function locate(p: Places): Found {
  if (p.configured) {
    // A path that is configured is meant: nothing else is run in its place.
    return p.exists(p.configured) ? { path: p.configured } : { problem: `Moat: the setting moat.path names ${p.configured}, which is no program.` };
  }
  if (p.exists(p.bundled)) return { path: p.bundled };
  const name = p.windows ? 'moat.exe' : 'moat';
  for (const dir of p.searchPath.split(p.windows ? ';' : ':')) {
    // A relative entry would run what lies in the folder that is open.
    if (dir && (p.windows ? path.win32 : path.posix).isAbsolute(dir)) {
      const at = (p.windows ? path.win32 : path.posix).join(dir, name);
      if (p.exists(at)) return { path: at };
    }
  }
  return { problem: 'Moat: the program wasn\'t found. Install it and put it on the PATH, or name it in the setting moat.path.' };
}
