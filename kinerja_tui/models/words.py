"""A key's fingerprint in short Indonesian words, for reading aloud over a bad line.

256 plain words, one for each byte. No two are alike: at least two letters differ, so that a word heard half wrong is
still no other word of the list.
"""

from __future__ import annotations

from kinerja_tui.models.identity import fingerprint

SPOKEN = 8
"""Words of a fingerprint: they say its first 16 hex digits, 64 bits."""

_LIST = """
    adat ampas angin antar apel arus asap bakpia bakso balok bambu bantal baris bawang bayam bebek belut benang
    bendera beras besi biji bintang biru bisik bola botol buaya bubur bukit bunga burung cabai cacing cahaya
    candi cangkir celana cendol cermin cicak cincin cokelat corak cuaca cucu cuka dagang darat daun desa dinding
    dodol domba dompet dongeng durian ekor embun enau engsel fajar foto gajah gambar gelas gema gendang gerbang
    gergaji gigi gitar golok gong gunung halaman hangat harimau harum hati hijau hitam hujan huruf ikan indah
    irama istana itik jagung jahe jalan janur jejak jelita jendela jeruk jingga joglo joran kado kakak kaleng
    kambing kancil kapal karpet kasur kebun kecap kelapa kelinci kembang kemiri kencur kendi kerbau keris ketan
    ketela ketupat kilat kolam komodo kompas kopi kuda kumis kuning kunyit kurma ladang lampu langit laut lebah
    lele lemari lemon lemper lentera lidah lilin logam lompat lontong lukis lumbung lutut maju manggis mangkuk
    mawar melati merpati minyak monyet mulut murai musim mutiara nanas nelayan nenek nomor nyala nyamuk obeng
    obor ombak oncom otak pahat paku palem panah patung pelangi peluk pempek pensil perahu petani piano pintu
    piring pisang pohon pondok puding pulau pusaka putih radio rambut ransel ranting rasa rebana renda rimba
    roti ruang rumah rumput sabit sahabat salak sambal sarung sayur sedap segar sekop semut sendok senja senter
    sepatu sepeda siput sirih siswa suling sungai susu sutra tali taman tangga tebu telur tempe tepung terong
    tikar timun tinta tugu tulang tulip tunas udara ujung ukir unta waduk waktu wangi warna wayang wortel yakin
    yoyo zaitun zamrud
"""

WORDS: tuple[str, ...] = tuple(_LIST.split())


def spoken(public_key: str) -> str:
    """The first 16 hex digits of a key's fingerprint as 8 words, always the same for the same key."""
    digits = fingerprint(public_key).replace(" ", "")
    return " ".join(WORDS[int(digits[place : place + 2], 16)] for place in range(0, 2 * SPOKEN, 2))


def is_fingerprint(text: str, public_key: str) -> bool:
    """Whether somebody gave a key's whole fingerprint, in words or in hex groups, however spaced."""
    plain = "".join(text.split()).casefold()
    return plain in {"".join(form.split()).casefold() for form in (spoken(public_key), fingerprint(public_key))}


def is_first_of(text: str, public_key: str) -> bool:
    """Whether somebody gave the first word or the first hex group of a key's fingerprint."""
    plain = "".join(text.split()).casefold()
    return plain in {form.split()[0].casefold() for form in (spoken(public_key), fingerprint(public_key))}
