/** Small things of this tab that must outlive a reload, under one name in sessionStorage. */
export class Remembered {
  #key;

  constructor(name) {
    this.#key = `maju.${name}`;
  }

  get(field, otherwise = null) {
    return this.#all()[field] ?? otherwise;
  }

  set(field, value) {
    try {
      sessionStorage.setItem(this.#key, JSON.stringify({ ...this.#all(), [field]: value }));
    } catch (error) {
      console.info("Not remembered:", error.name); // storage is full or forbidden: go on without
    }
  }

  forget() {
    sessionStorage.removeItem(this.#key);
  }

  #all() {
    try {
      return JSON.parse(sessionStorage.getItem(this.#key)) ?? {};
    } catch {
      return {};
    }
  }
}
