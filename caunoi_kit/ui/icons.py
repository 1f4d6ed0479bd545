"""The drawings: 24 x 24, stroke 2, no fill. One shape per idea, named in the words of the field.

They are written into the page where they stand, so that a page needs no second file to show them.
"""

ICONS: dict[str, str] = {
    "search": '<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5.5 5.5"/>',
    "pin": (
        '<path d="M12 21c4.5-5 7-8.2 7-11.2a7 7 0 0 0-14 0C5 12.8 7.5 16 12 21z"/>'
        '<circle cx="12" cy="10" r="2.5"/>'
    ),
    "clock": '<circle cx="12" cy="12" r="9"/><path d="M12 7v5.5l3.5 2"/>',
    "pay": (
        '<rect x="2.5" y="6" width="19" height="12" rx="2"/><circle cx="12" cy="12"'
        ' r="2.8"/><path d="M6 10v4M18 10v4"/>'
    ),
    "people": (
        '<circle cx="9" cy="8" r="3.2"/><path d="M3 20c0-4 2.5-6 6-6s6 2 6 6M15.5'
        ' 5.2a3.2 3.2 0 0 1 0 5.6M17.5 14.4c2.3.7 3.5 2.6 3.5 5.6"/>'
    ),
    "person": (
        '<circle cx="12" cy="8" r="3.6"/><path d="M5 20.5c0-4.3 2.8-6.5 7-6.5s7 2.2 7 6.5"/>'
    ),
    "firm": (
        '<path d="M4 21V5l9-2v18M13 9h7v12M2.5 21h19M7.5 8.5h2M7.5 12.5h2M7.5'
        ' 16.5h2M16.5 13v.01M16.5 17v.01"/>'
    ),
    "course": (
        '<path d="M2.5 9.5 12 5l9.5 4.5L12 14zM6.5 11.5V16c3 2.6 8 2.6 11 0v-4.5M21.5 9.5V15"/>'
    ),
    "check": '<path d="m4.5 12.5 5 5L19.5 7"/>',
    "gap": '<path d="M2.5 15h6v5M21.5 15h-6v5M12 4v7M8.5 7.5h7"/>',
    "warn": '<path d="M12 4 2.8 20h18.4zM12 10v4.5M12 17.3v.01"/>',
    "phone": (
        '<path d="M6.5 3.5h3L11 8 9 9.5A11 11 0 0 0 14.5 15l1.5-2 4.5 1.5v3a2 2 0 0'
        ' 1-2.2 2A16.5 16.5 0 0 1 4.5 5.7a2 2 0 0 1 2-2.2z"/>'
    ),
    "save": '<path d="M6.5 3.5h11v17L12 16.2l-5.5 4.3z"/>',
    "print": '<path d="M7 8.5v-5h10v5M7 17H4V8.5h16V17h-3M7 14h10v6.5H7z"/>',
    "ticket": (
        '<path d="M3 7h18v3.5a1.8 1.8 0 0 0 0 3.6V18H3v-3.9a1.8 1.8 0 0 0 0-3.6zM9.5 10v5"/>'
    ),
    "calendar": '<path d="M4 5.5h16v15H4zM4 10h16M8.5 3v4M15.5 3v4"/>',
    "next": '<path d="m9 5 7 7-7 7"/>',
    "close": '<path d="M6 6l12 12M18 6 6 18"/>',
    "filter": '<path d="M3.5 6h17M7 12h10M10.5 18h3"/>',
    "home": '<path d="M3.5 11.5 12 4.5l8.5 7M6 10v10h12V10M10.5 20v-5h3v5"/>',
    "info": '<circle cx="12" cy="12" r="9"/><path d="M12 11v5.5M12 7.5v.01"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "edit": '<path d="M4 20h4L19.5 8.5l-4-4L4 16zM13 7l4 4"/>',
    "download": '<path d="M12 4v11M7.5 11 12 15.5 16.5 11M4.5 20h15"/>',
    "lock": '<path d="M5.5 11h13v9.5h-13zM8 11V8a4 4 0 0 1 8 0v3M12 14.5v2.5"/>',
    "bus": (
        '<path d="M4.5 5h15v12h-15zM4.5 11.5h15M7.5 17v2.5M16.5 17v2.5M8 14.5v.01M16 14.5v.01"/>'
    ),
    "list": '<path d="M9 6h11.5M9 12h11.5M9 18h11.5M4 6v.01M4 12v.01M4 18v.01"/>',
}
