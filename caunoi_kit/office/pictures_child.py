"""Run as a program of its own: draw one picture anew under limits of memory and time.

    python -I -S pictures_child.py PACKAGES MEMORY SECONDS MOST_PIXELS LONGEST

The picture comes in on standard input; out go its ending ("jpg" or "png"), a line end and the
new file, or "no", a line end and why. Only the dots are taken over: nothing that came beside them
(place, camera, remarks, colour tables, anything behind the picture) is in the new file.
"""

import io
import resource
import sys


def main() -> int:
    packages, memory, seconds, most_pixels, longest = sys.argv[1:6]
    resource.setrlimit(resource.RLIMIT_AS, (int(memory), int(memory)))
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds)))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.path.append(packages)
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = None  # counted here, before a dot is read
    try:
        picture = Image.open(io.BytesIO(sys.stdin.buffer.read()), formats=("JPEG", "PNG"))
        if picture.width * picture.height > int(most_pixels):
            return say(b"no", b"SIZE")
        is_png = picture.format == "PNG"
        if not is_png:
            picture.draft(None, (int(longest), int(longest)))  # decodes at a fraction if it can
        upright = ImageOps.exif_transpose(picture)
        upright.thumbnail((int(longest), int(longest)))
        clear = upright.mode in {"RGBA", "LA", "PA"} or "transparency" in upright.info
        dots = upright.convert("RGBA" if is_png and clear else "RGB")
        fresh = Image.new(dots.mode, dots.size)
        fresh.paste(dots)
        out = io.BytesIO()
        if is_png:
            fresh.save(out, "PNG")
        else:
            fresh.save(out, "JPEG", quality=88)
    except MemoryError:
        return say(b"no", b"SIZE")
    except Exception:  # whatever the decoder makes of a broken picture
        return say(b"no", b"BROKEN")
    return say(b"png" if is_png else b"jpg", out.getvalue())


def say(kind: bytes, content: bytes) -> int:
    sys.stdout.buffer.write(kind + b"\n" + content)
    return 0


if __name__ == "__main__":
    sys.exit(main())
