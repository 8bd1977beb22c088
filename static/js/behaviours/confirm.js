/** Asks before a form is sent: <form data-behaviour="confirm" data-confirm-text="...">. */
export class Confirm {
  #form;
  #ask = (event) => {
    if (window.confirm(this.#form.dataset.confirmText)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };

  constructor(form) {
    this.#form = form;
  }

  connect() {
    this.#form.addEventListener("submit", this.#ask, { capture: true });
  }

  disconnect() {
    this.#form.removeEventListener("submit", this.#ask, { capture: true });
  }
}
