"""The web app: the ledger looked at and corrected in the browser, every page with a twin in JSON.

Pages are written by the server, with a little JavaScript of our own beside them; nothing comes from elsewhere.
"""

from sayso.web.app import create_app
from sayso.web.serve import ServeError, serve

__all__ = ["ServeError", "create_app", "serve"]
