/** Menus and the tray, as data. */
import { EventEmitter } from 'node:events';

export type Item = {
  label?: string;
  role?: string;
  type?: string;
  enabled?: boolean;
  visible?: boolean;
  checked?: boolean;
  click?: (...words: unknown[]) => void;
  submenu?: Item[] | Menu;
};

export class Menu {
  static #application: Menu | null = null;
  static buildFromTemplate = (items: Item[]): Menu => new Menu(items);
  static setApplicationMenu = (menu: Menu | null) => {
    Menu.#application = menu;
  };
  static getApplicationMenu = () => Menu.#application;
  readonly items: readonly Item[];
  constructor(items: Item[] = []) {
    this.items = items.map((item) => ({ ...item, ...(Array.isArray(item.submenu) ? { submenu: new Menu(item.submenu) } : {}) }));
  }
}

/** Where a tray can be seen; units have nowhere. */
export type TrayHost = {
  show(tray: { readonly toolTip: string; readonly image: unknown; readonly menu: Menu | null; readonly activate: () => void }): void;
  remove(): void;
};

/** @param host made for each tray */
export function createTrayClass(host: () => TrayHost) {
  const all: Tray[] = [];
  class Tray extends EventEmitter {
    static all = all;
    readonly #host = host();
    image: unknown;
    toolTip = '';
    menu: Menu | null = null;
    constructor(image: unknown) {
      super();
      this.image = image;
      all.push(this);
      this.#show();
    }
    setImage(image: unknown): void {
      this.image = image;
      this.#show();
    }
    setToolTip(text: string): void {
      this.toolTip = text;
      this.#show();
    }
    setContextMenu(menu: Menu | null): void {
      this.menu = menu;
      this.#show();
    }
    destroy(): void {
      all.splice(all.indexOf(this), 1);
      this.#host.remove();
    }
    isDestroyed = () => !all.includes(this);
    #show(): void {
      this.#host.show({ toolTip: this.toolTip, image: this.image, menu: this.menu, activate: () => this.emit('click') });
    }
  }
  return Tray;
}
