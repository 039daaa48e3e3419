"""A clerk's check list for each service, as Markdown in Indonesian, for a ministry to read and correct."""

from collections.abc import Mapping

from config.catalogue import Catalogue, Service
from config.catalogue.models import FACTS, Condition, DocumentUse, FieldUse, When

_MODES: Mapping[str, str] = {
    "full": "selesai di mesin",
    "submit": "diajukan di mesin, diputus petugas",
    "handoff": "mesin menyiapkan nomor dan formulir, selesai di loket",
    "info": "informasi saja",
}
_SOURCES: Mapping[str, str] = {
    "verified": "dari verifikasi",
    "dukcapil": "dari Dukcapil",
    "sdmk": "dari SatuSehat SDMK",
    "office": "dari mesin ini",
    "user": "ditanyakan",
}
_CAPTURES: Mapping[str, str] = {
    "registry": "sudah ada di pusat data",
    "kiosk": "dibuat di mesin dari isian",
    "scan": "dibawa, boleh dipindai",
    "camera": "foto",
    "counter": "asli, diserahkan di loket",
    "phone": "ponsel sendiri",
}
_TRUST: Mapping[str, str] = {"high": "tinggi", "medium": "sedang", "low": "rendah, perlu dicek"}
_FACTS: Mapping[str, str] = {
    "umur": "umur pemohon",
    "anak": "jumlah anak di bawah 17 tahun dalam KK",
    "tinggal.anak": "jumlah anak yang tidak ikut pindah",
    "tinggal.dewasa": "jumlah orang dewasa yang tidak ikut pindah",
    "sip.sisa": "sisa tempat praktik menurut batas",
    "str.sisa_hari": "sisa masa berlaku STR (hari)",
    "kantor.provinsi": "provinsi kantor ini",
    "kantor.kab": "kabupaten/kota kantor ini",
}


def pages(catalogue: Catalogue) -> dict[str, str]:
    """One Markdown text a service, by code."""
    return {service.code: _page(catalogue, service) for service in catalogue.services}


def index(catalogue: Catalogue) -> str:
    rows = [
        f"| [{one.code}]({one.code}.md) | {one.name.id} | {_MODES[one.mode]} | {_TRUST[one.confidence]} |"
        for one in catalogue.services
    ]
    head = [
        "# Daftar periksa layanan",
        "",
        f"Katalog versi {catalogue.version}, berlaku mulai {catalogue.valid_from.isoformat()}. Dibuat dengan",
        "`mpp-kiosk catalogue docs docs/services`; perbaikan dilakukan di `config/catalogue/`.",
        "",
        "| Kode | Layanan | Cara | Keyakinan |",
        "|---|---|---|---|",
    ]
    return "\n".join([*head, *rows, ""])


def _page(catalogue: Catalogue, service: Service) -> str:
    lines = [
        f"# {service.code} {service.name.id}",
        "",
        service.plain.id,
        "",
        f"- Cara: {_MODES[service.mode]}. {service.mode_why}.",
        f"- Waktu: {_sla(service)}",
        f"- Biaya: {'gratis' if service.fee_idr == 0 else f'Rp {service.fee_idr}'}",
        f"- Hasil: {'; '.join(output.id for output in service.outputs)}",
        f"- Keyakinan: {_TRUST[service.confidence]}",
    ]
    if service.prefix:
        queue = catalogue.prefixes[service.prefix]
        lines.append(f"- Antrean: huruf {service.prefix} ({queue.name.id}), loket {queue.counter}")
    if service.practice_limit and service.uses("sip_ke"):
        lines.append(f"- Batas tempat praktik: {service.practice_limit}")
    forms = [
        f"{form.code} {catalogue.forms[form.code]}{_when(catalogue, form.when)}" for form in service.forms
    ]
    documents = [_document(catalogue, use) for use in service.documents]
    effect = {"error": "ditolak", "warning": "peringatan"}
    checks = [f"{one.words.id} ({effect[one.severity]})" for one in service.checks]
    checks += [
        f"Untuk {_option(catalogue, group.count_by, code)}, {count} kali: "
        + ", ".join(catalogue.fields[name].label.id for name in group.fields)
        for group in service.groups
        for code, count in group.counts.items()
    ]
    sections = (
        ("Syarat pemohon", [rule.words.id for rule in service.eligibility]),
        ("Formulir resmi", forms),
        ("Berkas", documents),
        ("Isian", [_field(catalogue, use) for use in service.fields]),
        ("Pemeriksaan silang", checks),
        ("Dasar hukum", [_legal(catalogue, name) for name in service.legal]),
        ("Sumber", [_source(catalogue, name) for name in service.sources]),
    )
    for title, entries in sections:
        if entries:
            lines += ["", f"## {title}", "", *(f"- [ ] {entry}" for entry in entries)]
    if service.notes:
        lines += ["", "## Catatan", "", service.notes]
    return "\n".join([*lines, ""])


def _sla(service: Service) -> str:
    unit = "hari kerja" if service.sla.unit == "working_days" else "menit"
    local = " Dapat diatur daerah." if service.sla.local_override else ""
    auto = " Terbit otomatis bila lewat." if service.sla.deemed_approval else ""
    return f"{service.sla.value} {unit}. {service.sla.basis.id}.{auto}{local}"


def _document(catalogue: Catalogue, use: DocumentUse) -> str:
    spec = catalogue.documents[use.name]
    return f"{spec.label.id} ({_CAPTURES[spec.capture]}){f' - {use.words.id}' if use.words else ''}"


def _field(catalogue: Catalogue, use: FieldUse) -> str:
    spec = catalogue.fields[use.name]
    required = spec.required if use.required is None else use.required
    optional = "" if required else ", boleh kosong"
    return f"{spec.label.id} ({_SOURCES[spec.source]}{optional}){_when(catalogue, use.when)}"


def _when(catalogue: Catalogue, when: When) -> str:
    said = " dan ".join(_condition(catalogue, one) for one in when)
    return f" - bila {said}" if said else ""


def _condition(catalogue: Catalogue, one: Condition) -> str:
    first, _, rest = one.field.partition(".")
    if one.field in FACTS:
        subject, options = _FACTS[one.field], {}
    else:
        spec = catalogue.fields[first]
        subject = f"umur dari: {spec.label.id}" if rest == "umur" else spec.label.id
        options = {option.code: option.label.id for option in spec.options}
    parts = []
    if one.any_of:
        parts.append("= " + " atau ".join(options.get(code, code) for code in one.any_of))
    if one.none_of:
        parts.append("bukan " + " atau ".join(options.get(code, code) for code in one.none_of))
    if one.known:
        parts.append("sudah diketahui")
    if one.min is not None:
        parts.append(f">= {one.min}")
    if one.max is not None:
        parts.append(f"<= {one.max}")
    return f'"{subject}" {" dan ".join(parts)}'


def _option(catalogue: Catalogue, name: str, code: str) -> str:
    return next(option.label.id for option in catalogue.fields[name].options if option.code == code)


def _legal(catalogue: Catalogue, name: str) -> str:
    basis = catalogue.legal[name]
    return f"{basis.text} (keyakinan {_TRUST[basis.confidence]})"


def _source(catalogue: Catalogue, name: str) -> str:
    source = catalogue.sources[name]
    return f"{source.title}{f' <{source.url}>' if source.url else ''}"
