import { Box3, type Group, Mesh, TextureLoader, Vector3 } from "three";
import { GLTFLoader, type GLTFParser } from "three/examples/jsm/loaders/GLTFLoader.js";
import type { Node } from "./data";

// in the units of the model, which may be millimetres; a number of a picture has 24 bits
const smallest = 1e-6, largest = 1e9, farthest = 1e5;

/** Loads the 3D model of a thing, scaled to its footprint and put on the floor. Pictures come as elements: a strict page may not fetch blobs. */
export async function loadModel(node: Node, shadows: boolean): Promise<Group> {
  const loader = new GLTFLoader().register((parser: GLTFParser) => {
    (parser as unknown as { textureLoader: TextureLoader }).textureLoader = new TextureLoader();
    return { name: "ws-pictures" };
  });
  const { scene } = await loader.loadAsync(node.model!), box = new Box3().setFromObject(scene), size = box.getSize(new Vector3()), middle = box.getCenter(new Vector3());
  // by these it is framed and clicked: what has none, or is too small or too far off for its numbers, keeps the shape of its kind
  if (box.isEmpty() || ![...size, ...middle].every(Number.isFinite)) throw new RangeError("The model has no finite bounds.");
  const [most, far] = [Math.max(...size), Math.max(...middle.toArray().map(Math.abs))];
  if (most < smallest || most > largest || far > farthest * most) throw new RangeError("The model is too small, too large or too far from its origin to be drawn.");
  const scale = Math.min(node.width / (size.x || 1), node.depth / (size.z || 1));
  scene.scale.multiplyScalar(scale);
  scene.position.set(-middle.x * scale, -box.min.y * scale, -middle.z * scale);
  scene.traverse((part) => { if (part instanceof Mesh) part.castShadow = part.receiveShadow = shadows; });
  node.height = Math.max(0.5, size.y * scale);
  return scene;
}
