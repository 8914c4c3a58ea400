/* The verdict file: sealed anew each time, and the same verdict has the same id in all of them. */

async function save() {
  const long = tooLong();
  if (long) {
    go(now.data.items.indexOf(long));
    tell(`This comment is longer than ${many(now.data.longest, 'character')}; shorten it, then save.`);
    at('comment').focus();
    return;
  }
  const verdicts = now.data.items.map(leaving).filter(Boolean);
  if (!verdicts.length) {
    tell('There is nothing to save yet; say agree, question or disagree of an item first.');
    return;
  }
  const { study, round, reviewer } = now.data;
  const text = await sealedFile(now.from, 'verdicts', now.file, { study, round, reviewer, verdicts });
  hand(text, now.data.save_as);
  keep();
  drawBar();
  saved(verdicts.length);
}

function leaving(item) {
  const one = now.said[item.id];
  if (!one || (!one.judgement && !one.text.trim())) return null;
  const verdict = verdictOf(one);
  if (verdict && verdict !== one.savedVerdict) {
    if (one.id) one.past.push(one.id);
    one.id = crypto.randomUUID();
    one.savedVerdict = verdict;
  }
  const comment = one.text.trim();
  if (comment && comment !== one.savedText) {
    one.comment = crypto.randomUUID();
    one.savedText = comment;
  }
  return {
    item: item.id,
    at: one.at,
    ...(verdict && { id: one.id, judgement: one.judgement, after: one.past, proposal: proposal(one) }),
    ...(comment && { comment, comment_id: one.comment }),
  };
}

function hand(text, name) {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/octet-stream' }));
  const link = make('a', { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60000);
}
