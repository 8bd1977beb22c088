/**
 * Enter in a one-line field does what the form is for, whatever other buttons it has:
 * <form data-behaviour="main-act">. Where the button stands behind a question
 * (<details class="confirm">), the question is opened, and the next Enter answers it.
 */
export class MainAct {
  #form;
  #press = (event) => {
    if (event.key !== "Enter" || event.isComposing || event.target.tagName !== "INPUT") return;
    event.preventDefault();
    const button = this.#form.querySelector("button.primary[type='submit']");
    const question = button.closest("details.confirm:not([open])");
    if (!question) return button.click();
    question.open = true;
    button.focus();
  };

  constructor(form) {
    this.#form = form;
  }

  connect() {
    this.#form.addEventListener("keydown", this.#press);
  }

  disconnect() {
    this.#form.removeEventListener("keydown", this.#press);
  }
}
