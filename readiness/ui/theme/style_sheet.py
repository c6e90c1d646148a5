"""The Qt style sheet. It names roles of the palette and no colours: a change of theme changes the palette alone."""

from __future__ import annotations

from readiness.ui.theme.qt_palette import css_colours

_SHEET = """
QLabel[muted="true"] {{ color: {muted}; }}
QLabel[tone="good"] {{ color: {good}; }}
QLabel[tone="remark"] {{ color: {remark}; }}
QLabel[tone="problem"] {{ color: {problem}; }}
QLabel[tone="unknown"] {{ color: {muted}; }}
QLabel[tone="working"] {{ color: {accent}; }}
QFrame[panel="true"] {{ background: {surface}; border: 1px solid {panel_edge}; border-radius: 4px; }}
QFrame[rule="true"] {{ background: {line}; border: none; }}
QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; border: none; }}
QPushButton {{ border: 1px solid {muted}; border-radius: 4px; padding: 6px 15px; background: {ground}; color: {text}; }}
QPushButton:hover {{ background: {surface}; }}
QPushButton:pressed {{ background: {line}; }}
QPushButton:focus {{ border: 2px solid {accent}; padding: 5px 14px; }}
QPushButton:disabled {{ color: {disabled}; border-color: {disabled_edge}; }}
QPushButton[main="true"] {{ background: {accent}; color: {on_accent}; border-color: {accent}; }}
QPushButton[main="true"]:focus {{ border: 2px solid {text}; }}
QPushButton[main="true"]:disabled {{ background: {surface}; color: {disabled}; border-color: {disabled_edge}; }}
QPushButton:checked {{ background: {accent}; color: {on_accent}; border-color: {accent}; }}
QPushButton:checked:focus {{ border: 2px solid {text}; }}
QPushButton[tone="problem"]:checked {{ background: {problem}; border-color: {problem}; color: {ground}; }}
QPushButton[tone="good"]:checked {{ background: {good}; border-color: {good}; color: {ground}; }}
QPushButton[quiet="true"] {{ border-color: transparent; background: transparent; color: {accent}; padding: 6px 7px; }}
QPushButton[quiet="true"]:hover {{ border-color: {line}; }}
QPushButton[quiet="true"]:focus {{ border: 2px solid {accent}; padding: 5px 6px; }}
QPushButton[fold="true"] {{ border-color: transparent; background: transparent; padding: 6px 7px 6px 0; }}
QPushButton[fold="true"] {{ color: {muted}; }}
QPushButton[fold="true"][open="true"] {{ color: {text}; }}
QPushButton[fold="true"]:focus {{ border: 2px solid {accent}; padding: 5px 6px 5px 0; }}
QRadioButton[answer="true"] {{ border: 1px solid {muted}; border-radius: 4px; padding: 6px 15px; spacing: 0; }}
QRadioButton[answer="true"] {{ background: {ground}; color: {text}; min-height: 18px; }}
QRadioButton[answer="true"]::indicator {{ width: 0; height: 0; border: none; }}
QRadioButton[answer="true"]:hover {{ background: {surface}; }}
QRadioButton[answer="true"]:focus {{ border: 2px solid {accent}; padding: 5px 14px; }}
QRadioButton[answer="true"]:checked {{ background: {accent}; color: {on_accent}; border-color: {accent}; }}
QRadioButton[tone="problem"]:checked {{ background: {problem}; color: {ground}; border-color: {problem}; }}
QRadioButton[tone="good"]:checked {{ background: {good}; color: {ground}; border-color: {good}; }}
QRadioButton[answer="true"]:checked:focus {{ border: 2px solid {text}; }}
QPushButton::menu-indicator {{ width: 0; }}
QComboBox[flat="true"] {{ border: 1px solid {muted}; border-radius: 4px; padding: 5px 28px 5px 11px; }}
QComboBox[flat="true"] {{ background: {ground}; color: {text}; }}
QComboBox[flat="true"]:focus {{ border: 2px solid {accent}; padding: 4px 27px 4px 10px; }}
QComboBox[flat="true"]::drop-down {{ border: none; width: 0; }}
QLineEdit {{ border: 1px solid {muted}; border-radius: 4px; padding: 5px 7px; background: {ground}; color: {text}; }}
QLineEdit {{ placeholder-text-color: {muted}; }}
QLineEdit:focus {{ border: 2px solid {accent}; padding: 4px 6px; }}
QSpinBox {{ border: 1px solid {muted}; border-radius: 4px; padding: 0 7px; background: {ground}; color: {text}; }}
QSpinBox::up-button, QSpinBox::down-button {{ width: 0; border: none; }}
QSpinBox QLineEdit, QSpinBox QLineEdit:focus {{ border: none; padding: 0; background: transparent; }}
QSpinBox:focus {{ border: 2px solid {accent}; padding: 0 6px; }}
QScrollBar:vertical {{ width: 10px; background: transparent; border: none; margin: 0; }}
QScrollBar::handle:vertical {{ background: {muted}; border-radius: 3px; min-height: 32px; margin: 0 2px; }}
QScrollBar::handle:vertical:hover {{ background: {text}; }}
QScrollBar::add-line:vertical, QScrollBar::sub-line:vertical {{ height: 0; }}
QScrollBar::add-page:vertical, QScrollBar::sub-page:vertical {{ background: transparent; }}
QDialog, QTextBrowser {{ background: {ground}; color: {text}; }}
QComboBox[flat="true"]:disabled {{ color: {disabled}; border-color: {disabled_edge}; }}
QComboBox QAbstractItemView {{ background: {ground}; color: {text}; border: 1px solid {line}; }}
QComboBox QAbstractItemView {{ selection-background-color: {accent}; selection-color: {on_accent}; }}
QComboBox QAbstractItemView::item {{ min-height: 28px; }}
QMenu {{ background: {ground}; color: {text}; border: 1px solid {line}; padding: 4px; }}
QMenu::item {{ padding: 7px 28px; }}
QMenu::separator {{ height: 1px; background: {line}; margin: 4px 0; }}
QMenu::item:selected {{ background: {surface}; }}
QToolTip {{ background: {surface}; color: {text}; border: 1px solid {line}; padding: 4px; }}
"""


def style_sheet() -> str:
    """Return the style sheet for every scheme."""
    return _SHEET.format(**css_colours())
