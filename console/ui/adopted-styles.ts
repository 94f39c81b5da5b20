import { useLayoutEffect } from 'react';

/**
 * Stands in for `react-style-singleton`, which overlay primitives use to lock scrolling by inserting `<style>`
 * elements. Our policy forbids those; a constructed style sheet does the same and needs no exception.
 */
export function stylesheetSingleton(): { add: (css: string) => void; remove: () => void } {
  let users = 0;
  let sheet: CSSStyleSheet | undefined;
  return {
    add: (css) => {
      users += 1;
      if (sheet) return;
      sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    },
    remove: () => {
      users -= 1;
      if (users > 0) return;
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
      sheet = undefined;
    },
  };
}

/** Hook form: the styles hold while a component that calls it is mounted. */
export function styleHookSingleton(): (styles: string, isDynamic?: boolean) => void {
  const singleton = stylesheetSingleton();
  return (styles, isDynamic) => {
    useLayoutEffect(() => {
      singleton.add(styles);
      return () => singleton.remove();
    }, [styles && isDynamic]);
  };
}

/** Component form of the same. */
export function styleSingleton(): (props: { styles: string; dynamic?: boolean }) => null {
  const useStyles = styleHookSingleton();
  return function AdoptedStyles({ styles, dynamic }) {
    useStyles(styles, dynamic);
    return null;
  };
}
