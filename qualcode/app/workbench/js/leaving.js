// Going to another page of the app would overtake an act that is on its way: Streamlit drops what
// belongs to the page that is left. So a click on a link waits until the act is stored, or a moment.

const LEAVE_MS = 1500;
const LOOK_MS = 20;
let through = null; // the link that is being let through

window.addEventListener(
  'click',
  (event) => {
    const link = event.target.closest ? event.target.closest('a[href]') : null;
    const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
    if (!link || link === through || !plain || link.target === '_blank') return;
    const onItsWay = outbox.flight && outbox.waiting() && !outbox.trouble;
    if (!outbox.send || !onItsWay) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    letThrough(link, performance.now() + LEAVE_MS);
  },
  true,
);

function letThrough(link, latest) {
  if (outbox.send && outbox.waiting() && performance.now() < latest) {
    setTimeout(() => letThrough(link, latest), LOOK_MS);
    return;
  }
  through = link;
  link.click();
  through = null;
}
