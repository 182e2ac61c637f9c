import { DirectionalLight, HemisphereLight, MathUtils, MeshLambertMaterial, PCFShadowMap, PerspectiveCamera, Raycaster, Scene, Vector2, Vector3, WebGLRenderer } from "three";
import { OrbitControls } from "three/examples/jsm/controls/OrbitControls.js";
import type { Look } from "./look";

/** What is looked at: a middle and how far it reaches. */
export interface Field { x: number; z: number; width: number; depth: number; height: number }

// from where a plant is seen: radians around it, and above the floor
const azimuths = [0.5, 0.2], heights = [0.6, 0.42, 0.78];
const calm = matchMedia("(prefers-reduced-motion: reduce)");

/** The stage: renderer, light, camera. It draws only when something has changed, and as often as the machine can. */
export class Stage {
  readonly scene = new Scene();
  readonly camera = new PerspectiveCamera(32, 1, 0.5, 2_000);
  readonly material = new MeshLambertMaterial({ vertexColors: true });
  readonly renderer: WebGLRenderer;
  readonly controls: OrbitControls;
  /** True where a processor draws: fewer points, no cast shadows, fewer pictures a second. */
  readonly isSlow: boolean;
  frames = 0;
  #sun = new DirectionalLight(0xffffff, 2);
  #fill = new HemisphereLight(0xffffff, 0x8a9499, 1.4);
  #wanted = 0;
  #last = 0;
  #flight: { from: Vector3; to: Vector3; lookFrom: Vector3; lookTo: Vector3; began: number } | null = null;
  #ray = new Raycaster();
  #each: (seconds: number) => boolean;
  #drawn: () => void;

  /** `each` lets things run and says whether they go on; `drawn` follows every picture. */
  constructor(canvas: HTMLCanvasElement, each: (seconds: number) => boolean, drawn: () => void) {
    this.#each = each;
    this.#drawn = drawn;
    const context = canvas.getContext("webgl2", { antialias: true, powerPreference: "low-power" });
    if (!context) throw new Error("no WebGL");
    const info = context.getExtension("WEBGL_debug_renderer_info");
    this.isSlow = /swiftshader|llvmpipe|software|basic render/i.test(String(info ? context.getParameter(info.UNMASKED_RENDERER_WEBGL) : ""));
    this.renderer = new WebGLRenderer({ canvas, context, antialias: true });
    this.renderer.debug.checkShaderErrors = false; // asking each program whether it compiled makes the page wait for it
    this.renderer.setPixelRatio(this.isSlow ? 1 : Math.min(2, devicePixelRatio));
    this.renderer.shadowMap.enabled = !this.isSlow;
    this.renderer.shadowMap.type = PCFShadowMap;
    this.renderer.shadowMap.autoUpdate = false;
    this.#sun.castShadow = !this.isSlow;
    this.#sun.shadow.mapSize.set(2048, 2048);
    this.#sun.shadow.radius = 4;
    this.#sun.shadow.bias = -0.0006;
    this.#sun.shadow.normalBias = 0.05;
    this.scene.add(this.#sun, this.#sun.target, this.#fill);
    this.controls = new OrbitControls(this.camera, canvas);
    Object.assign(this.controls, { enableDamping: !calm.matches && !this.isSlow, dampingFactor: 0.12, maxPolarAngle: Math.PI * 0.47, minPolarAngle: 0.08, zoomToCursor: true, screenSpacePanning: false });
    this.controls.addEventListener("change", () => this.draw());
    this.controls.addEventListener("start", () => (this.#flight = null));
  }

  dress(look: Look): void {
    this.scene.background = look.sky;
    this.#sun.intensity = look.sun;
    this.#fill.intensity = look.fill;
    this.draw();
  }

  /** Where the sun stands, and how far the eye may go. */
  bound(field: Field): void {
    const reach = Math.max(field.width, field.depth, 8);
    this.#sun.position.set(field.x + reach * 0.3, reach * 0.95, field.z + reach * 0.55);
    this.#sun.target.position.set(field.x, 0, field.z);
    const shade = this.#sun.shadow.camera;
    Object.assign(shade, { left: -reach * 0.75, right: reach * 0.75, top: reach * 0.75, bottom: -reach * 0.75, near: 1, far: reach * 3 });
    shade.updateProjectionMatrix();
    this.controls.minDistance = 5;
    this.controls.maxDistance = reach * 4;
    this.renderer.shadowMap.needsUpdate = true;
  }

  resize(width: number, height: number): void {
    if (width < 1 || height < 1) return;
    this.renderer.setSize(width, height, false);
    this.camera.aspect = width / height;
    this.camera.updateProjectionMatrix();
    this.draw();
  }

  /** Looks at a field from the front and above, so that all of it is in the picture. */
  goTo(field: Field, at: { azimuth?: number; height?: number; atOnce?: boolean } = {}): void {
    const { eye, look } = this.#bestView(field, at.azimuth === undefined ? azimuths : [at.azimuth], at.height === undefined ? heights : [at.height]);
    if (at.atOnce || calm.matches || this.isSlow) {
      this.camera.position.copy(eye);
      this.controls.target.copy(look);
      this.controls.update();
      this.draw();
    } else {
      this.#flight = { from: this.camera.position.clone(), to: eye, lookFrom: this.controls.target.clone(), lookTo: look, began: performance.now() };
      this.draw();
    }
  }

  // of some views the one that fills the picture best: a wide picture wants a plant lengthwise, a high one wants it from above
  #bestView(field: Field, around: number[], up: number[]): { eye: Vector3; look: Vector3 } {
    let best = { eye: new Vector3(), look: new Vector3(), score: Infinity };
    for (const azimuth of around) for (const height of up) {
      const look = new Vector3(field.x, field.height * 0.35, field.z), way = new Vector3(Math.sin(azimuth) * Math.cos(height), Math.sin(height), Math.cos(azimuth) * Math.cos(height));
      const eye = this.#frameField(field, way, look), score = eye.distanceTo(look) * (1 + 0.2 * Math.abs(azimuth - 0.5) + 0.35 * Math.abs(height - 0.6));
      if (score < best.score) best = { eye, look, score };
    }
    return best;
  }

  // as near as possible with all eight corners in the picture, its middle in the middle: each round puts right what the one before left
  #frameField(field: Field, way: Vector3, look: Vector3): Vector3 {
    const view = this.camera.clone(), corner = new Vector3(), right = new Vector3(0, 1, 0).cross(way).normalize(), ahead = new Vector3(-way.x, 0, -way.z).normalize();
    const tan = Math.tan(MathUtils.degToRad(view.fov / 2)), tilt = Math.max(0.3, way.y);
    let far = Math.max(field.width, field.depth) * 2;
    for (let round = 0; round < 8; round++) {
      view.position.copy(look).addScaledVector(way, far);
      view.lookAt(look);
      view.updateMatrixWorld();
      let [left, end, low, high] = [Infinity, -Infinity, Infinity, -Infinity];
      for (const x of [-0.5, 0.5]) for (const z of [-0.5, 0.5]) for (const y of [0, 1]) {
        corner.set(field.x + x * field.width, y * field.height, field.z + z * field.depth).project(view);
        [left, end, low, high] = [Math.min(left, corner.x), Math.max(end, corner.x), Math.min(low, corner.y), Math.max(high, corner.y)];
      }
      look.addScaledVector(right, ((left + end) / 2) * far * tan * view.aspect).addScaledVector(ahead, (((low + high) / 2) * far * tan) / tilt);
      far *= Math.max((end - left) / 2 / 0.94, (high - low) / 2 / 0.86);
    }
    return look.clone().addScaledVector(way, far);
  }

  /** Nearer (below 1) or farther. */
  zoom(factor: number): void {
    this.#flight = null;
    const way = this.camera.position.clone().sub(this.controls.target);
    way.setLength(MathUtils.clamp(way.length() * factor, this.controls.minDistance, this.controls.maxDistance));
    this.camera.position.copy(this.controls.target).add(way);
    this.controls.update();
    this.draw();
  }

  /** A ray from the eye through a point of the canvas, 0 to 1 from the left and from above. */
  ray(x: number, y: number): Raycaster {
    this.#ray.setFromCamera(new Vector2(x * 2 - 1, 1 - y * 2), this.camera);
    return this.#ray;
  }

  castAgain(): void { this.renderer.shadowMap.needsUpdate = true; }

  /** Asks for a picture. */
  draw(): void { this.#wanted ||= requestAnimationFrame((now) => this.#frame(now)); }

  /** Draws now. */
  drawNow(): void {
    this.renderer.render(this.scene, this.camera);
    this.frames++;
    this.#drawn();
  }

  #frame(now: number): void {
    this.#wanted = 0;
    const since = now - this.#last, flying = this.#flight !== null;
    // what is slow to draw is drawn less often: a picture is no reason to keep a machine busy
    if (!flying && this.#isRunning && since < this.#pause) return this.draw();
    const seconds = Math.min(0.2, since / 1000);
    this.#last = now;
    this.#fly(now);
    const goesOn = this.#each(calm.matches ? 0 : seconds) && !calm.matches && !document.hidden;
    this.#isRunning = goesOn;
    this.drawNow();
    if (goesOn || this.#flight || this.controls.update()) this.draw();
  }

  #isRunning = false;

  get #pause(): number { return this.isSlow ? 160 : 30; }

  #fly(now: number): void {
    const flight = this.#flight;
    if (!flight) return;
    const t = Math.min(1, (now - flight.began) / 900), eased = t < 0.5 ? 4 * t ** 3 : 1 - (-2 * t + 2) ** 3 / 2;
    this.camera.position.lerpVectors(flight.from, flight.to, eased);
    this.controls.target.lerpVectors(flight.lookFrom, flight.lookTo, eased);
    this.camera.lookAt(this.controls.target);
    if (t >= 1) {
      this.#flight = null;
      this.controls.update();
    }
  }

  dispose(): void {
    cancelAnimationFrame(this.#wanted);
    this.#wanted = -1;
    this.controls.dispose();
    this.material.dispose();
    this.renderer.dispose();
  }
}
