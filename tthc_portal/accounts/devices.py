"""From where somebody signs in, in words its owner recognises and no more exact than that needs. Pure."""

from ipaddress import ip_address, ip_network

# In this order: a browser also names those it descends from.
_BROWSERS = (
    ("coc_coc_browser", "Cốc Cốc"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Zalo", "Zalo"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "điện thoại hoặc máy tính bảng Android"),
    ("Windows", "máy tính Windows"),
    ("Mac OS X", "máy tính Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "máy tính Linux"),
)


def device_of(user_agent: str) -> str:
    """For example “Chrome trên máy tính Windows”; “Thiết bị không rõ” where the browser does not say."""
    browser = next((name for mark, name in _BROWSERS if mark in user_agent), "")
    system = next((name for mark, name in _SYSTEMS if mark in user_agent), "")
    if not browser and not system:
        return "Thiết bị không rõ"
    return " trên ".join(filter(None, [browser or "Trình duyệt", system]))


def rough_place(address: str) -> str:
    """The network of an address without its last part: "113.160.5.x"; empty for what is no address."""
    try:
        found = ip_address(address.partition("/")[0])
    except ValueError:
        return ""
    if found.version == 4:
        return f"{str(found).rpartition('.')[0]}.x"
    return str(ip_network((found.packed, 48), strict=False).network_address) + "x"
