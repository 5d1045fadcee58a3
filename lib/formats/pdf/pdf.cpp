#include "formats/pdf/pdf.hpp"

#include <ctime>
#include <optional>

#include <fmt/format.h>
#include <unistd.h>

#include "formats/pdf/font_letters.hpp"
#include "formats/pdf/haru.hpp"
#include "formats/pdf/win_ansi.hpp"
#include "formats/text/encoding.hpp"
#include "util/file.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::formats {

namespace {

std::string name_of(char32_t point)
{
  return fmt::format("U+{:04X}", static_cast<std::uint32_t>(point));
}

util::Error lacking(char32_t point)
{
  std::string letter;
  append_utf8(point, letter);
  return {"pdf.letter", {letter, name_of(point)}};
}

// By Pdf::Face.
constexpr const char* k_standard[] = {"Helvetica", "Helvetica-Bold", "Helvetica-Oblique"};
constexpr const char* k_files[] = {"/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
                                   "/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf",
                                   "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"};
constexpr std::size_t k_faces = std::size(k_files), k_most_font_bytes = 16 << 20;

// Letters whose glyphs, or the parts of them, are parts of parts of others in DejaVu Sans: "ễ" is
// an e with a part that is a circumflex and a tilde. libharu keeps the letters that were measured
// and their parts in the font it puts into a file, and no deeper: these are measured once before.
constexpr std::string_view k_parts_of_parts =
  ".ABCEHIKLMNOPRSTUVXYZ_`"
  "acelorsuyz¨¯´µ·¸ÀÁÂÃÄĊČĔıƆƏƟƠƯɔəɵˆˇˍ˘˚˛˜̛̣̇̉̌ͺ΄΅ΑΔΕΗΙΛΟΥΩαεηιουωϽІГЬПьи᾿῀῍῎῏῝῞῟`´῾’";

// A map of letters that readers understand, in the place of the one libharu writes (a list of
// glyphs, where one of letters belongs); of the same length.
constexpr std::string_view k_map_of_glyphs =
  "1 beginnotdefrange\r\n<00> <1F> 1\r\nendnotdefrange\r\n\r\n1 begincidrange\r\n<0000> <FFFF> "
  "0\r\nendcidrange\r\n";
constexpr std::string_view k_map_of_letters =
  "1 beginbfrange\r\n<0000> <FFFF> <0000>\r\nendbfrange\r\n";

// As long as the one it takes the place of.
std::string map_of_letters()
{
  std::string letters(k_map_of_letters);
  letters.append(k_map_of_glyphs.size() - letters.size() - 2, ' ').append("\r\n");
  return letters;
}

void put_map_of_letters(std::string& document)
{
  const std::string letters = map_of_letters();
  for (std::size_t at = document.find(k_map_of_glyphs); at != document.npos;
       at = document.find(k_map_of_glyphs, at)) {
    document.replace(at, letters.size(), letters);
  }
}

// A page is measured from below.
float up(double y)
{
  return static_cast<float>(Pdf::k_height - y);
}

HPDF_Date date_of(util::Instant instant)
{
  const std::time_t seconds = static_cast<std::time_t>(instant.micros / 1'000'000);
  std::tm utc = {};
  ::gmtime_r(&seconds, &utc);
  HPDF_Date date = {};
  date.year = utc.tm_year + 1900;
  date.month = utc.tm_mon + 1;
  date.day = utc.tm_mday;
  date.hour = utc.tm_hour;
  date.minutes = utc.tm_min;
  date.seconds = utc.tm_sec;
  date.ind = 'Z';
  return date;
}

// A text as a font writes it.
struct Written
{
  HPDF_Font font = nullptr;
  std::string bytes;
};

class HaruPdf final : public Pdf
{
public:
  HaruPdf(const HpdfLibrary& library, const std::string& title, const std::string& author,
          util::Instant created, Fonts fonts)
    : m(library)
  {
    m_document = m.make(nullptr, nullptr);
    m.compress(m_document, HPDF_COMP_ALL);
    tell_about(title, author, created);
    find_fonts(fonts);
    begin_page();
  }

  ~HaruPdf() override { m.free(m_document); }
  HaruPdf(const HaruPdf&) = delete;
  HaruPdf& operator=(const HaruPdf&) = delete;

  void new_page() override { begin_page(); }
  int pages() const override { return static_cast<int>(m_pages.size()); }
  void go_to(int page) override { m_page = m_pages[static_cast<std::size_t>(page) - 1]; }

  double width_of(std::string_view text, const Style& style) override
  {
    return m.text_width(m_page, used(text, style).c_str());
  }

  void text(double x, double baseline, std::string_view what, const Style& style) override
  {
    const std::string bytes = used(what, style);
    m.grey_fill(m_page, static_cast<float>(style.grey));
    m.begin_text(m_page);
    m.text_out(m_page, static_cast<float>(x), up(baseline), bytes.c_str());
    m.end_text(m_page);
  }

  void rule(double x1, double x2, double y, double thickness, double grey) override
  {
    m.grey_stroke(m_page, static_cast<float>(grey));
    m.line_width(m_page, static_cast<float>(thickness));
    m.move_to(m_page, static_cast<float>(x1), up(y));
    m.line_to(m_page, static_cast<float>(x2), up(y));
    m.stroke(m_page);
  }

  void fill(double x, double top, double width, double height, double grey) override
  {
    m.grey_fill(m_page, static_cast<float>(grey));
    m.rectangle(m_page, static_cast<float>(x), static_cast<float>(k_height - top - height),
                static_cast<float>(width), static_cast<float>(height));
    m.fill(m_page);
  }

  util::Result<std::string> finish() override
  {
    if (m_lacking) {
      return *m_lacking;
    }
    if (m.save(m_document) != HPDF_OK || m.error(m_document) != HPDF_OK) {
      return util::Error{"pdf.failed", {std::to_string(m.error(m_document))}};
    }
    std::string bytes = saved_bytes();
    if (m_knows_utf) {
      put_map_of_letters(bytes);
    }
    return bytes;
  }

private:
  void begin_page()
  {
    m_page = m.add_page(m_document);
    m.set_size(m_page, HPDF_PAGE_SIZE_A4, HPDF_PAGE_PORTRAIT);
    m_pages.push_back(m_page);
  }

  const char* loaded(std::size_t face)
  {
    if (m_names[face] == nullptr) {
      m_names[face] = m.load_font(m_document, k_files[face], HPDF_TRUE);
    }
    return m_names[face];
  }

  void know_utf() // once: a second time is an error
  {
    if (!m_knows_utf) {
      m.use_utf(m_document);
    }
    m_knows_utf = true;
  }

  void tell_about(const std::string& title, const std::string& author, util::Instant created)
  {
    tell(HPDF_INFO_TITLE, title);
    if (!author.empty()) {
      tell(HPDF_INFO_AUTHOR, author);
    }
    m.encoder(m_document, "WinAnsiEncoding");
    m.set_info(m_document, HPDF_INFO_CREATOR, "myatlas");
    m.set_date(m_document, HPDF_INFO_CREATION_DATE, date_of(created));
  }

  void find_fonts(Fonts fonts)
  {
    for (std::size_t face = 0; face < k_faces; ++face) {
      const char* name = fonts == Fonts::standard ? k_standard[face] : loaded(face);
      m_fonts[face] = name == nullptr ? nullptr : m.font(m_document, name, "WinAnsiEncoding");
    }
  }

  std::string saved_bytes()
  {
    std::string bytes(m.stream_size(m_document), '\0');
    auto size = static_cast<HPDF_UINT32>(bytes.size());
    m.read_stream(m_document, reinterpret_cast<HPDF_BYTE*>(bytes.data()), &size);
    bytes.resize(size);
    return bytes;
  }

  // Texts about the document go out as UTF-16, which every reader reads alike.
  void tell(HPDF_InfoType what, const std::string& text)
  {
    const std::optional<std::string> bytes = in_win_ansi(text);
    if (!bytes) {
      know_utf();
    }
    m.encoder(m_document, bytes ? "WinAnsiEncoding" : "UTF-8");
    m.set_info(m_document, what, bytes.value_or(text).c_str());
  }

  // What the document's own font cannot write is written with one that goes into the file, so that
  // a name stands as it is recorded; what could be written before stays the same to the byte.
  Written written(std::string_view text, std::size_t face)
  {
    if (std::optional<std::string> bytes = in_win_ansi(text)) {
      return {m_fonts[face], *std::move(bytes)};
    }
    if (!look_for(text, face)) {
      return {m_fonts[face], ""};
    }
    return {of_any_letter(face), std::string(text)};
  }

  void find_any_letter(std::size_t face)
  {
    const char* name = loaded(face);
    m.compress(m_document,
               HPDF_COMP_TEXT |
                 HPDF_COMP_IMAGE); // see put_map_of_letters; the font's file is as long as it is
    m_any_letter[face] = name == nullptr ? nullptr : m.font(m_document, name, "UTF-8");
    m.compress(m_document, HPDF_COMP_ALL);
    m.set_font(m_page, m_any_letter[face], 1);
    m.text_width(m_page, std::string(k_parts_of_parts).c_str());
  }

  HPDF_Font of_any_letter(std::size_t face)
  {
    if (m_any_letter[face] == nullptr) {
      know_utf();
      find_any_letter(face);
    }
    return m_any_letter[face];
  }

  const FontLetters& letters_of(std::size_t face)
  {
    if (!m_letters[face]) {
      const util::Result<std::string> file = util::read_file(k_files[face], k_most_font_bytes);
      m_letters[face].emplace(file ? std::string_view(*file) : std::string_view());
    }
    return *m_letters[face];
  }

  // Whether the font that goes into the file has all letters; the first it lacks is kept.
  bool look_for(std::string_view text, std::size_t face)
  {
    const FontLetters& letters = letters_of(face);
    for (const char32_t point : points_of(text)) {
      if (!letters.has(point)) {
        m_lacking = m_lacking ? m_lacking : lacking(point);
        return false;
      }
    }
    return true;
  }

  // The text as the page's font, which is set, writes it.
  std::string used(std::string_view text, const Style& style)
  {
    Written as = written(text, static_cast<std::size_t>(style.face));
    m.set_font(m_page, as.font, static_cast<float>(style.size));
    return std::move(as.bytes);
  }

  HpdfLibrary m;
  HPDF_Doc m_document = nullptr;
  HPDF_Page m_page = nullptr;
  HPDF_Font m_fonts[k_faces] = {};
  HPDF_Font m_any_letter[k_faces] = {};
  const char* m_names[k_faces] = {}; // of fonts that are in the file
  std::optional<FontLetters> m_letters[k_faces];
  std::optional<util::Error> m_lacking; // the first letter no font has
  bool m_knows_utf = false;
  std::vector<HPDF_Page> m_pages;
};

util::Outcome find_font_files()
{
  for (const char* file : k_files) {
    if (::access(file, R_OK) != 0) {
      return util::Error{"pdf.font", {file}};
    }
  }
  return util::Done{};
}

std::string with_word(const std::string& line, std::string_view word)
{
  return line.empty() ? std::string(word) : line + " " + std::string(word);
}

} // namespace

util::Result<std::unique_ptr<Pdf>> Pdf::create(const std::string& title, const std::string& author,
                                               util::Instant created, Fonts fonts)
{
  TRY_ASSIGN(const HpdfLibrary library, load_hpdf());
  if (fonts == Fonts::embedded) {
    TRY(find_font_files());
  }
  return std::unique_ptr<Pdf>(std::make_unique<HaruPdf>(library, title, author, created, fonts));
}

std::vector<std::string> Pdf::wrapped(std::string_view what, double width, const Style& style)
{
  std::vector<std::string> lines(1);
  for (const std::string_view word : util::split(what, ' ')) {
    const std::string longer = with_word(lines.back(), word);
    if (lines.back().empty() || width_of(longer, style) <= width) {
      lines.back() = longer;
    } else {
      lines.emplace_back(word);
    }
  }
  return lines;
}

} // namespace myatlas::formats
