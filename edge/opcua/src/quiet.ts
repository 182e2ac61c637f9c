// First of all imports: standard output is for reports; what the library says is mostly noise, and may name users.
console.log = console.info = console.warn = console.error = () => undefined;
