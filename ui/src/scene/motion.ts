import { Euler, Matrix4, Quaternion, Vector3 } from "three";

const at = new Vector3(), one = new Vector3(1, 1, 1), turn = new Quaternion(), angles = new Euler(), around = new Matrix4();

/** Turns about an axis through a point, `rate` times a second. */
export const spin = (axis: "x" | "y" | "z", rate: number, x: number, y: number, z: number) => (t: number, into: Matrix4): void => {
  angles.set(0, 0, 0);
  angles[axis] = (t * rate * 2 * Math.PI) % (2 * Math.PI);
  into.compose(at.set(x, y, z), turn.setFromEuler(angles), one);
};

/** Goes to and fro from its place, `reach` metres, once in `seconds`; `sharp` above 1 dwells at the ends. */
export const slide = (axis: "x" | "y" | "z", reach: number, seconds: number, x: number, y: number, z: number, sharp = 1) => (t: number, into: Matrix4): void => {
  const wave = Math.sin((t / seconds) * 2 * Math.PI), eased = Math.sign(wave) * Math.abs(wave) ** (1 / sharp);
  at.set(x, y, z);
  at[axis] += reach * eased;
  into.makeTranslation(at);
};

/** Travels along x from `from` to `to` and begins again, `phase` (0 to 1) ahead of the others. */
export const travel = (from: number, to: number, seconds: number, phase: number, y: number, z: number) => (t: number, into: Matrix4): void => {
  into.makeTranslation(from + (to - from) * ((t / seconds + phase) % 1), y, z);
};

/** Stands where it is. */
export const stand = (x: number, y: number, z: number) => (_: number, into: Matrix4): void => { into.makeTranslation(x, y, z); };

/** The arm of a robot: turret, and forearm on it. */
export const yaw = (t: number): number => 0.9 * Math.sin(t * 0.7) + 0.25 * Math.sin(t * 1.9);
export const pitch = (t: number): number => 0.35 + 0.3 * Math.sin(t * 1.1 + 1);

export function turret(y: number) {
  return (t: number, into: Matrix4): void => { into.makeRotationY(yaw(t)).setPosition(0, y, 0); };
}

export function forearm(base: number, shoulderY: number, shoulderZ: number) {
  return (t: number, into: Matrix4): void => {
    into.makeRotationY(yaw(t)).setPosition(0, base, 0);
    into.multiply(around.makeRotationX(pitch(t)).setPosition(0, shoulderY, shoulderZ));
  };
}
