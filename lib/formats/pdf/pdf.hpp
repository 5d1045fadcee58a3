#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "util/clock.hpp"
#include "util/result.hpp"

namespace myatlas::formats {

// An A4 document of text, rules and boxes, portrait, in Helvetica. Lengths are points (1/72 inch)
// from the upper left corner; text is UTF-8: what Helvetica cannot write, which has the letters of
// Windows-1252, is written with DejaVu Sans, and that goes into the file. Made with libharu, loaded
// when the first document is made.
class Pdf
{
public:
  static constexpr double k_width = 595, k_height = 842;

  enum class Face
  {
    plain,
    bold,
    italic,
  };

  struct Style
  {
    double size = 10;
    Face face = Face::plain;
    double grey = 0; // 0 black, 1 white
  };

  enum class Fonts
  {
    standard, // Helvetica, which every reader has
    embedded, // DejaVu Sans in the file itself, as PDF/A wants it
  };

  // Fails with pdf.library (name) where libharu is not installed, pdf.font (file) where the font is
  // not.
  static util::Result<std::unique_ptr<Pdf>> create(const std::string& title,
                                                   const std::string& author, util::Instant created,
                                                   Fonts fonts = Fonts::standard);
  virtual ~Pdf() = default;

  virtual void new_page() = 0;
  virtual int pages() const = 0;
  virtual void go_to(int page) = 0; // one that was made: 1 is the first
  virtual double width_of(std::string_view text, const Style& style) = 0;
  virtual void text(double x, double baseline, std::string_view text, const Style& style) = 0;
  virtual void rule(double x1, double x2, double y, double thickness, double grey) = 0;
  virtual void fill(double x, double top, double width, double height, double grey) = 0;
  virtual util::Result<std::string>
  finish() = 0; // the whole document; pdf.failed, pdf.letter (letter, its number): no font has it

  void text_right(double right, double baseline, std::string_view what, const Style& style)
  {
    text(right - width_of(what, style), baseline, what, style);
  }
  // Lines no wider than `width`, broken between words.
  std::vector<std::string> wrapped(std::string_view what, double width, const Style& style);
};

} // namespace myatlas::formats
