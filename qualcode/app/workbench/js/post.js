// The second door: what changes with every act, see main.js. A module of its own, so that the large
// one is not sent again with each answer; the two meet on the page.

export default function (component) {
  const post = (globalThis.qcwPost ??= {});
  const host = component.parentElement;
  const send = (value) => component.setStateValue('outbox', value);
  Object.assign(post, { host, data: component.data, send });
  post.arrived?.();
  return () => post.gone?.(host);
}
