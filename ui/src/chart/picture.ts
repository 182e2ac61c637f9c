import { make } from "../dom";
import { look } from "./palette";

const head = 88;

/** The drawn chart with its title and span above it, as a file. */
export function picture(drawn: HTMLCanvasElement, title: string, span: string): Promise<Blob | null> {
  const colors = look(), canvas = make("canvas"), pen = canvas.getContext("2d")!;
  canvas.width = drawn.width;
  canvas.height = drawn.height + head;
  pen.fillStyle = colors.surface;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = colors.text;
  pen.font = "600 30px system-ui, sans-serif";
  pen.fillText(title, 24, 42, canvas.width - 48);
  pen.fillStyle = colors.faint;
  pen.font = "24px system-ui, sans-serif";
  pen.fillText(span, 24, 78, canvas.width - 48);
  pen.drawImage(drawn, 0, head);
  return new Promise((done) => canvas.toBlob(done));
}
