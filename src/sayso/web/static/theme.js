// Before anything is drawn: the theme that was chosen, or the system's own.
const chosen = localStorage.getItem("sayso-theme");
if (chosen) document.documentElement.dataset.theme = chosen;
