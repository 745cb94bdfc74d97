"""What every page of the workbench wears: style, colours, light or dark."""

from __future__ import annotations

from pathlib import Path

from nicegui import ui

STYLE = Path(__file__).with_name("look.css")

ACCENT = "#1f5fa8"

ICON = (
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'><circle cx='12' cy='16' r='8' fill='none' "
    f"stroke='{ACCENT}' stroke-width='3'/><circle cx='20' cy='16' r='8' fill='none' stroke='#b3541e' stroke-width='3'/>"
    "</svg>"
)

MODES: tuple[tuple[bool | None, str, str], ...] = (
    (None, "brightness_auto", "Light or dark as your system has it; click for light"),
    (False, "light_mode", "Light; click for dark"),
    (True, "dark_mode", "Dark; click for as your system has it"),
)


class Taste:
    """Light, dark, or as the system has it: one choice for all tabs of this server."""

    mode = 0


def dress(title: str) -> ui.dark_mode:
    """Give this browser tab its title and its looks."""
    ui.page_title(f"{title} · detente")
    ui.add_css(STYLE)
    ui.colors(primary=ACCENT)
    return ui.dark_mode(MODES[Taste.mode][0])


def switch(dark: ui.dark_mode) -> None:
    """The button that goes from as-the-system to light to dark."""
    button = ui.button(icon=MODES[Taste.mode][1]).props('flat round dense aria-label="Light or dark"')
    with button:
        hint = ui.tooltip(MODES[Taste.mode][2])

    def turn() -> None:
        Taste.mode = (Taste.mode + 1) % len(MODES)
        dark.value, icon, said = MODES[Taste.mode]
        button.props(f"icon={icon}")
        hint.set_text(said)

    button.on_click(turn)
