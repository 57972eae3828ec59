/* SPDX-License-Identifier: EUPL-1.2 */
/* zxing-cpp behind a C function: the one file of C++. */
#define ZX_USE_UTF8 1 /* text() is a std::string */
#include <cstring>
#include <string>

#include <ZXing/ReadBarcode.h>

#include "reader.h"

namespace
{

ZXing::DecodeHints make_hints()
{
    ZXing::DecodeHints hints;
    hints.setFormats(ZXing::BarcodeFormat::QRCode);
    hints.setMaxNumberOfSymbols(READER_CODES_MAX);
    return hints;
}

void take(const ZXing::Result &result, reader_codes *codes)
{
    const std::string text = result.isValid() ? result.text() : std::string();
    /* a NUL inside would make it another text in C */
    if (text.empty() || text.size() > READER_CODE_CHARS_MAX || text.find('\0') != std::string::npos)
        return;
    std::memcpy(codes->texts[codes->count++], text.c_str(), text.size() + 1);
}

} // namespace

extern "C" void reader_zxing(const struct picture *picture, struct reader_codes *codes)
{
    static const ZXing::DecodeHints hints = make_hints();
    try {
        const ZXing::ImageView view(picture->luma, picture->width, picture->height,
                                    ZXing::ImageFormat::Lum);
        for (const auto &result : ZXing::ReadBarcodes(view, hints))
            if (codes->count < READER_CODES_MAX)
                take(result, codes);
    } catch (...) { /* out of memory, or a picture that confuses it: no code */
    }
}
