/** One line of the equipment check: its result in words, with an icon, and in the form's field. */
export class EquipmentRow {
  #element;
  #field;
  #texts;

  constructor(element, field, texts) {
    this.#element = element;
    this.#field = field;
    this.#texts = texts;
  }

  /** `result` is good, weak, failed, skipped, or "" while it is not known. */
  show(key, result, values = {}) {
    const text = Object.entries(values).reduce(
      (sentence, [name, value]) => sentence.replace(`{${name}}`, value),
      this.#texts[key],
    );
    const words = this.#element.querySelector("[data-part='words']");
    if (words.textContent !== text) words.textContent = text;
    this.#element.dataset.result = result;
    this.#field.value = result;
  }

  get result() {
    return this.#field.value;
  }
}
