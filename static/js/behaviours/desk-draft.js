const PREFIX = "desk-draft:";

/**
 * Keeps what is typed in a form over a reload, in this tab only: <form data-behaviour="desk-draft"
 * data-draft-key="...">. Drafts under other keys are thrown away; so is this one once htmx was
 * told to leave the page, because then the form was taken.
 */
export class DeskDraft {
  #form;
  #save = () => sessionStorage.setItem(this.#key, JSON.stringify(this.#values()));
  #taken = (event) => {
    if (event.detail.xhr?.getResponseHeader("HX-Redirect")) sessionStorage.removeItem(this.#key);
  };

  constructor(form) {
    this.#form = form;
  }

  get #key() {
    return PREFIX + this.#form.dataset.draftKey;
  }

  connect() {
    this.#forgetOthers();
    this.#restore();
    this.#form.addEventListener("input", this.#save);
    this.#form.addEventListener("htmx:beforeOnLoad", this.#taken);
  }

  disconnect() {
    this.#form.removeEventListener("input", this.#save);
    this.#form.removeEventListener("htmx:beforeOnLoad", this.#taken);
  }

  get #fields() {
    return [...this.#form.querySelectorAll("textarea, select")];
  }

  #values() {
    return Object.fromEntries(this.#fields.map((field) => [field.name, field.value]));
  }

  #restore() {
    const values = JSON.parse(sessionStorage.getItem(this.#key) ?? "{}");
    for (const field of this.#fields) {
      if (!field.value && values[field.name]) field.value = values[field.name];
    }
  }

  #forgetOthers() {
    Object.keys(sessionStorage)
      .filter((key) => key.startsWith(PREFIX) && key !== this.#key)
      .forEach((key) => sessionStorage.removeItem(key));
  }
}
