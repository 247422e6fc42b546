"""URLs as identities: a fixed normal form, and which of a page's two URLs names it.

The normal form is part of every article id, so it never changes within v1:
scheme `https` (http and https are one page); host in lower case and IDNA, without its port where that is the scheme's
own; the path with an upper-case hex in its escapes, non-ASCII as UTF-8 escapes, no trailing slash but the root's; query
parameters in their order, without those that only say where the reader came from; no fragment, no user.
"""

import re
from urllib.parse import quote, urljoin, urlsplit

from tld import get_fld

TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|igshid|twclid|ttclid|mc_cid|mc_eid|mkt_tok|_ga|_gl|"
    r"_hsenc|_hsmi|ocid|cmpid|ns_mchannel|ns_campaign|ns_source|at_medium|at_campaign|wt_mc|xtor|spm|ref_src|ref_url",
    re.IGNORECASE,
)
MAX_LENGTH = 4096
_ADDRESS = re.compile(r"[\d.]+|[\da-f:]*:[\da-f:.]*")
_ESCAPE = re.compile("%[0-9a-f]{2}", re.IGNORECASE)
_SAFE = "%/:=&?~+!$,;'@()*[]|-._"


def normalize(url: str | None) -> str | None:
    """The URL's normal form, or None where it isn't an http(s) URL with a host."""
    if not url or len(url) > MAX_LENGTH:
        return None
    try:
        parts = urlsplit(url.strip())
        port, host = parts.port, _host(parts.hostname)
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or host is None:
        return None
    own = {"http": 80, "https": 443}[parts.scheme]
    authority = host if port in {None, own} else f"{host}:{port}"
    path = _escaped(parts.path).rstrip("/")
    query = "&".join(item for item in _escaped(parts.query).split("&") if item and not _tracks(item))
    return f"https://{authority}{path or '/'}" + (f"?{query}" if query else "")


def article_url(url: str | None, canonical: str | None) -> str | None:
    """The normal form of the URL that names the article.

    That is the declared canonical one where it has the page's own registrable domain and a path of its own;
    pages lie: a blog that names its root, a portal that names another site.
    """
    own = normalize(url)
    declared = normalize(_joined(own, canonical)) if own and canonical else None
    if own is None or declared is None:
        return own
    rootless = urlsplit(declared).path != "/" or urlsplit(declared).query
    same = registrable_domain(own) == registrable_domain(declared)
    return declared if same and rootless else own


def registrable_domain(url: str) -> str | None:
    """The domain a site registered (`bbc.co.uk`), private suffixes such as `blogspot.com` counted as suffixes.

    Below an unknown suffix it is the last two labels; an address or a single name is its own domain.
    """
    host = urlsplit(url).hostname
    found = get_fld(url, fail_silently=True, search_private=True)
    if isinstance(found, str) or host is None:
        return found if isinstance(found, str) else None
    return host if _ADDRESS.fullmatch(host) else ".".join(host.split(".")[-2:])


def host(url: str | None) -> str | None:
    """The host of a URL in its normal form; None where there is none."""
    found = normalize(url)
    return urlsplit(found).hostname if found else None


def absolute(url: str, base: str | None) -> str | None:
    """An http(s) URL as a page at `base` means it, as it stands but for what it leaves out; None where it is or becomes no such."""
    found = _joined(base or "", url.strip())
    return found if found and normalize(found) else None


def _joined(base: str, url: str) -> str | None:
    try:
        return urljoin(base, url)
    except ValueError:
        return None


def _host(host: str | None) -> str | None:
    host = (host or "").rstrip(".").lower()
    if not host or any(char.isspace() for char in host):
        return None
    if host.isascii():
        return f"[{host}]" if ":" in host else host
    return host.encode("idna").decode("ascii")  # UnicodeError is a ValueError


def _escaped(text: str) -> str:
    quoted = quote(text, safe=_SAFE, errors="replace")
    return _ESCAPE.sub(lambda match: match[0].upper(), quoted)


def _tracks(parameter: str) -> bool:
    return TRACKING.fullmatch(parameter.split("=", 1)[0]) is not None
