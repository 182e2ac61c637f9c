import { make } from "./dom";

interface SwaggerUi { (options: Record<string, unknown>): unknown }

/** Swagger UI over the document in `src`. */
export class ApiDocs extends HTMLElement {
  connectedCallback(): void {
    const style = make("link");
    style.rel = "stylesheet";
    style.href = "/ui/swagger-ui.css";
    const script = make("script");
    script.src = "/ui/swagger-ui-bundle.js";
    script.onload = () => (window as unknown as { SwaggerUIBundle: SwaggerUi }).SwaggerUIBundle({
      url: this.getAttribute("src"), domNode: this, deepLinking: true, validatorUrl: null, docExpansion: "list", defaultModelsExpandDepth: 0,
    });
    document.head.append(style, script);
  }
}
