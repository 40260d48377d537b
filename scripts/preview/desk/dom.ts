type Child = Node | string | undefined | false;

interface Properties {
  class?: string;
  /** Attributes, such as `aria-label`; `undefined` and `false` leave one out. */
  attributes?: Record<string, string | boolean | undefined>;
  onClick?: (event: MouseEvent) => void;
}

export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Properties = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const created = document.createElement(tag);
  if (properties.class) created.className = properties.class;
  for (const [name, value] of Object.entries(properties.attributes ?? {}))
    if (value !== undefined && value !== false)
      created.setAttribute(name, value === true ? '' : value);
  if (properties.onClick) created.addEventListener('click', properties.onClick as EventListener);
  if (tag === 'button' && !created.hasAttribute('type')) created.setAttribute('type', 'button');
  created.append(...children.filter((child) => child !== undefined && child !== false));
  return created;
}

/** A word that says what it means: on hover, and where it is tapped or a key presses it. */
export function term(word: string, meaning: string): DocumentFragment {
  const id = `meaning-of-${word}`;
  const both = document.createDocumentFragment();
  both.append(
    element('button', { class: 'term', attributes: { title: meaning, popovertarget: id } }, word),
    element('span', { class: 'meaning', attributes: { id, popover: true, role: 'note' } }, meaning),
  );
  return both;
}

/** An element that desk.html is known to have. */
export function find<Found extends HTMLElement = HTMLElement>(selector: string): Found {
  const found = document.querySelector<Found>(selector);
  if (!found) throw new Error(`desk.html has no ${selector}`);
  return found;
}
