"""The shapes of the portal's icons: what stands inside a 24 by 24 line drawing, by English name."""

ICONS: dict[str, str] = {
    "accessible": (
        '<circle cx="11" cy="5" r="1.6"/><path d="M11 8.5v5h5l2 5M11 10.5h4"/><path d="M9 12a4.5 4.5 0 1 0 5.5 6"/>'
    ),
    "alert": '<path d="m12 4.3 8.6 15.2H3.4z"/><path d="M12 10v4.2M12 17v.1"/>',
    "bulb": (
        '<path d="M9.5 17h5M10 20h4M12 4a5.5 5.5 0 0 1 3.5 9.7c-.6.6-.9 1.4-1 2.3h-5c-.1-.9-.4-1.7-1-2.3A5.5 '
        '5.5 0 0 1 12 4z"/>'
    ),
    "calendar": '<path d="M4.5 6.5h15V20h-15zM4.5 10.5h15M8.5 4v4M15.5 4v4"/>',
    "camera": '<path d="M4 8h4l1.5-2.5h5L16 8h4v11H4z"/><circle cx="12" cy="13.2" r="3.3"/>',
    "chart": '<path d="M5 19.5V11M10 19.5V6M15 19.5v-6M20 19.5V9"/>',
    "chat": '<path d="M4.5 5.5h15v11h-8L7 20v-3.5H4.5z"/>',
    "check": '<path d="m5 12.5 4.5 4.5L19 7.5"/>',
    "chevron-down": '<path d="m6 9.5 6 6 6-6"/>',
    "chevron-left": '<path d="m14.5 6-6 6 6 6"/>',
    "chevron-right": '<path d="m9.5 6 6 6-6 6"/>',
    "clipboard": '<path d="M9 4.5h6v3H9z"/><path d="M9 6H6v14.5h12V6h-3"/><path d="m9 13.5 2.2 2.2 4-4.2"/>',
    "clock": '<circle cx="12" cy="12" r="8.5"/><path d="M12 7.3V12l3 2"/>',
    "copy": '<path d="M8.5 8.5h11v11h-11z"/><path d="M15.5 8.5v-4h-11v11h4"/>',
    "cross": '<path d="m6 6 12 12M18 6 6 18"/>',
    "document": '<path d="M6.5 3.5h7L18 8v12.5H6.5z"/><path d="M13.5 3.5V8H18M9.5 12.5h5M9.5 16h5"/>',
    "download": '<path d="M12 4v11M7.5 11l4.5 4.5 4.5-4.5M5 19.5h14"/>',
    "external": '<path d="M10 5.5H5.5v13h13V14M13.5 4.5h6v6M19 5l-8 8"/>',
    "eye": (
        '<path d="M3 12c2.2-4 5.2-6 9-6s6.8 2 9 6c-2.2 4-5.2 6-9 6s-6.8-2-9-6z"/><circle cx="12" cy="12" r="2.7"/>'
    ),
    "headphones": (
        '<path d="M5 14.5V12a7 7 0 0 1 14 0v2.5"/>'
        '<path d="M5 14h3v5.5H6.5A1.5 1.5 0 0 1 5 18zM19 14h-3v5.5h1.5A1.5 1.5 0 0 0 19 18z"/>'
    ),
    "history": '<path d="M4.5 12a7.5 7.5 0 1 1 2.3 5.4M4.5 5v4.5H9M12 8v4.2l2.8 1.7"/>',
    "home-delivery": (
        '<path d="M3.8 11 12 4.3l8.2 6.7V20H3.8z"/><path d="M8 12.7h8v4.8H8z"/><path d="m8.2 13 3.8 2.7 3.8-2.7"/>'
    ),
    "id-card": (
        '<path d="M3.5 6h17v12h-17z"/>'
        '<circle cx="8.5" cy="11" r="1.9"/>'
        '<path d="M5.5 15.5c.6-1.3 1.7-2 3-2s2.4.7 3 2M14 10h4M14 13.5h4"/>'
    ),
    "info": '<circle cx="12" cy="12" r="8.5"/><path d="M12 11v5M12 8v.1"/>',
    "list": '<path d="M9 6.5h11M9 12h11M9 17.5h11M4.5 6.5h.1M4.5 12h.1M4.5 17.5h.1"/>',
    "lock": '<path d="M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3"/>',
    "log-out": '<path d="M13.5 4.5H5.5v15h8M10 12h10M16.5 8.5 20 12l-3.5 3.5"/>',
    "megaphone": '<path d="M4 10v4h3l8 4.5v-13L7 10z"/><path d="M18 9.5a4 4 0 0 1 0 5M8 14.3l1 5h2.6"/>',
    "menu": '<path d="M4 7h16M4 12h16M4 17h16"/>',
    "microphone": (
        '<path d="M12 4a2.8 2.8 0 0 1 2.8 2.8v4.4a2.8 2.8 0 0 1-5.6 0V6.8A2.8 2.8 0 0 1 12 4z"/>'
        '<path d="M6 11.5a6 6 0 0 0 12 0M12 17.5V20"/>'
    ),
    "mobile": '<path d="M7.5 3.5h9v17h-9zM11 17.8h2"/>',
    "money": (
        '<path d="M3.5 7h17v10.5h-17z"/><circle cx="12" cy="12.2" r="2.4"/><path d="M6.5 12.2h.1M17.5 12.2h.1"/>'
    ),
    "more": (
        '<g fill="currentColor" stroke="none">'
        '<circle cx="6" cy="12" r="1.7"/>'
        '<circle cx="12" cy="12" r="1.7"/>'
        '<circle cx="18" cy="12" r="1.7"/>'
        "</g>"
    ),
    "office": '<path d="M5 20V7l7-3 7 3v13M3.5 20h17M9 10.5h.1M15 10.5h.1M9 14h.1M15 14h.1M10.5 20v-3h3v3"/>',
    "pause": '<path d="M9 6v12M15 6v12"/>',
    "pen": '<path d="m5 19 1-4L16 5l3 3L9 18z"/><path d="m14 7 3 3"/>',
    "people": (
        '<circle cx="9" cy="8.5" r="3.2"/>'
        '<path d="M3.5 19.5c.5-3.5 2.6-5.2 5.5-5.2s5 1.7 5.5 5.2M15.5 5.7a3.2 3.2 0 0 1 0 5.6M17 14.6c2 .6 '
        '3.2 2.2 3.5 4.9"/>'
    ),
    "person": '<circle cx="12" cy="8" r="3.7"/><path d="M5 20c.6-4 3.4-6 7-6s6.4 2 7 6"/>',
    "phone": (
        '<path d="M6 4h3.5L11 8l-2 1.6a11 11 0 0 0 5.4 5.4L16 13l4 1.5V18a2 2 0 0 1-2 2C10.5 20 4 13.5 4 6a2 '
        '2 0 0 1 2-2z"/>'
    ),
    "place": (
        '<path d="M12 20.5c4-4.4 6.5-7.6 6.5-10.7a6.5 6.5 0 0 0-13 0c0 3.1 2.5 6.3 6.5 10.7z"/>'
        '<circle cx="12" cy="10" r="2.3"/>'
    ),
    "play": '<path d="M8 5.5v13l11-6.5z"/>',
    "plus-circle": '<circle cx="12" cy="12" r="8.5"/><path d="M12 8v8M8 12h8"/>',
    "printer": '<path d="M7 8.5V4h10v4.5M7 17H4.5V8.5h15V17H17"/><path d="M7 14h10v6H7z"/>',
    "qr": (
        '<path d="M4.5 4.5h5.5V10H4.5zM14 4.5h5.5V10H14zM4.5 14H10v5.5H4.5zM14 14h2.5v2.5M19.5 14v2M14 '
        '19.5h2.5M19.5 18.5v1"/>'
    ),
    "refresh": '<path d="M19 12a7 7 0 1 1-2.2-5.1M19 4v4h-4"/>',
    "return": '<path d="M9 7 4.5 11.5 9 16M5 11.5h9a5 5 0 0 1 5 5V18"/>',
    "road": '<path d="M8 4 5 20M16 4l3 16M12 5v2.5M12 10.5v3M12 16.5V20"/>',
    "rotate": '<path d="M19.5 12.5a7.5 7.5 0 1 1-2.5-5.6M19.5 3.5V8H15"/>',
    "search": '<circle cx="11" cy="11" r="6.3"/><path d="m16 16 4.5 4.5"/>',
    "settings": (
        '<path d="M4 7.5h8M17 7.5h3M4 16.5h3M12 16.5h8"/>'
        '<circle cx="14.5" cy="7.5" r="2.3"/>'
        '<circle cx="9.5" cy="16.5" r="2.3"/>'
    ),
    "share": (
        '<path d="m8.7 13.2 6.6 3.5M15.3 7.3 8.7 10.8"/>'
        '<circle cx="6.5" cy="12" r="2.5"/>'
        '<circle cx="17.5" cy="6" r="2.5"/>'
        '<circle cx="17.5" cy="18" r="2.5"/>'
    ),
    "shield-check": '<path d="m12 3.5 7 2.5v5.5c0 4.5-3 7.6-7 9-4-1.4-7-4.5-7-9V6z"/><path d="m9 12 2.2 2.2 4-4.2"/>',
    "trash": '<path d="M5 7h14M9.5 7V4.5h5V7M7 7l1 13h8l1-13"/>',
    "upload": '<path d="M12 15.5V4.5M7.5 9 12 4.5 16.5 9M5 19.5h14"/>',
    "water": '<path d="M12 4c3.5 4.2 5.5 7 5.5 9.8a5.5 5.5 0 0 1-11 0C6.5 11 8.5 8.2 12 4z"/>',
    "zoom-in": '<circle cx="11" cy="11" r="6.3"/><path d="m16 16 4.5 4.5M11 8.3v5.4M8.3 11h5.4"/>',
    "zoom-out": '<circle cx="11" cy="11" r="6.3"/><path d="m16 16 4.5 4.5M8.3 11h5.4"/>',
}
