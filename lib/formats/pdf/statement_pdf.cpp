#include "formats/pdf/statement_pdf.hpp"

#include <fmt/format.h>

#include "formats/pdf/pdf.hpp"
#include "util/ranges.hpp"
#include "util/try.hpp"

namespace myatlas::formats {

namespace {

constexpr double k_statement_left = 50, k_statement_right = Pdf::k_width - 50,
                 k_statement_width = k_statement_right - k_statement_left,
                 k_statement_bottom = Pdf::k_height - 70;
// Where columns begin or, for figures, end.
constexpr double k_base = 295, k_rate = 340, k_amount = 415, k_collector = 424, k_due = 487;

constexpr double k_sentence_line = 12, k_sentence_gap = 4; // of the explanation

constexpr Pdf::Style k_statement_title{.size = 17, .face = Pdf::Face::bold};
constexpr Pdf::Style k_statement_strong{.size = 11, .face = Pdf::Face::bold};
constexpr Pdf::Style k_statement_plain{.size = 9};
constexpr Pdf::Style k_statement_bold{.size = 9, .face = Pdf::Face::bold};
constexpr Pdf::Style k_statement_small{.size = 7.5, .grey = 0.35};

using Lines = std::vector<std::string>;

// What stands in the first column of a row, and below the row.
struct RowLines
{
  Lines labels, notes;

  double height() const
  {
    return 8.0 + 11.0 * static_cast<double>(labels.size()) +
           10.0 * static_cast<double>(notes.size());
  }
};

class Layout
{
public:
  Layout(Pdf& pdf, const Statement& statement) : m_pdf(pdf), m_statement(statement) {}

  void draw()
  {
    head();
    titles();
    draw_rows();
    draw_totals();
    sentences(m_statement.notes_title, m_statement.notes);
    sentences(m_statement.explanation_title, m_statement.explanation);
    foot();
  }

private:
  void draw_rows()
  {
    for (const StatementRow& row : m_statement.rows) {
      draw_row(row);
    }
  }

  void head()
  {
    firm();
    m_pdf.text_right(k_statement_right, 60, m_statement.date, k_statement_plain);
    m_pdf.rule(k_statement_left, k_statement_right, m_y + 10, 0.8, 0.2);
    title();
    client();
  }

  void firm()
  {
    if (!m_statement.firm.empty()) {
      m_y = block(60, m_statement.firm, k_statement_width - 80, k_statement_strong, 14) - 14;
    }
  }

  void title()
  {
    m_y = block(m_y + 45, m_statement.title, k_statement_width, k_statement_title, 20) - 20;
    m_pdf.text(k_statement_left, m_y + 17, m_statement.subtitle, {.size = 11, .grey = 0.25});
    m_y += 45;
  }

  void client()
  {
    if (!m_statement.client.empty()) {
      m_pdf.text(k_statement_left, m_y, m_statement.client_title, k_statement_small);
      m_y = block(m_y + 14, m_statement.client, k_statement_width,
                  {.size = 12, .face = Pdf::Face::bold}, 15) +
            9;
    }
  }

  // Lines from a baseline on; the baseline after the last.
  double block(double baseline, const std::string& text, double width, const Pdf::Style& style,
               double height)
  {
    return put_lines(k_statement_left, baseline, m_pdf.wrapped(text, width, style), style, height);
  }

  // Returns where the next one would stand.
  double put_lines(double x, double baseline, const Lines& lines, const Pdf::Style& style,
                   double height)
  {
    for (const std::string& line : lines) {
      m_pdf.text(x, baseline, line, style);
      baseline += height;
    }
    return baseline;
  }

  void titles()
  {
    m_pdf.fill(k_statement_left, m_y, k_statement_width, 18, 0.9);
    const double baseline = m_y + 12;
    const auto& titles = m_statement.column_titles;
    m_pdf.text(k_statement_left + 4, baseline, titles[0], k_statement_bold);
    figures_titles(baseline);
    m_pdf.text(k_collector, baseline, titles[4], k_statement_bold);
    m_pdf.text(k_due, baseline, titles[5], k_statement_bold);
    m_y += 18;
  }

  void figures_titles(double baseline)
  {
    const auto& titles = m_statement.column_titles;
    m_pdf.text_right(k_base, baseline, titles[1], k_statement_bold);
    m_pdf.text_right(k_rate, baseline, titles[2], k_statement_bold);
    m_pdf.text_right(k_amount, baseline, titles[3], k_statement_bold);
  }

  void need(double height, bool with_titles)
  {
    if (m_y + height > k_statement_bottom) {
      turn(with_titles);
    }
  }

  void turn(bool with_titles)
  {
    foot();
    m_pdf.new_page();
    m_y = 60;
    if (with_titles) {
      titles();
    }
  }

  void draw_cells(const StatementRow& row, double baseline)
  {
    m_pdf.text_right(k_base, baseline, row.base, k_statement_plain);
    m_pdf.text_right(k_rate, baseline, row.rate, k_statement_plain);
    m_pdf.text_right(k_amount, baseline, row.amount, k_statement_bold);
    m_pdf.text(k_collector, baseline, row.collector, k_statement_plain);
    m_pdf.text(k_due, baseline, row.due, k_statement_plain);
  }

  RowLines lines_of(const StatementRow& row)
  {
    RowLines lines;
    lines.labels = m_pdf.wrapped(row.label, 160, k_statement_plain);
    if (!row.note.empty()) {
      lines.notes = m_pdf.wrapped(row.note, k_statement_width - 8, k_statement_small);
    }
    return lines;
  }

  void draw_row(const StatementRow& row)
  {
    const RowLines lines = lines_of(row);
    need(lines.height(), true);
    const double baseline = m_y + 13, left = k_statement_left + 4;
    draw_cells(row, baseline);
    const double below = put_lines(left, baseline, lines.labels, k_statement_plain, 11);
    put_lines(left, below, lines.notes, k_statement_small, 10);
    m_y += lines.height();
    m_pdf.rule(k_statement_left, k_statement_right, m_y, 0.4, 0.75);
  }

  void draw_totals()
  {
    need(20.0 * static_cast<double>(m_statement.totals.size()), false);
    for (const StatementRow& total : m_statement.totals) {
      if (&total == &m_statement.totals.back()) {
        draw_last_total(total);
      } else {
        draw_total(total, k_statement_plain);
        m_y += 15;
      }
    }
  }

  void draw_last_total(const StatementRow& total)
  {
    m_pdf.fill(k_statement_left, m_y + 3, k_statement_width, 20, 0.9);
    draw_total(total, k_statement_strong);
    m_y += 24;
  }

  void draw_total(const StatementRow& total, const Pdf::Style& style)
  {
    m_pdf.text(k_statement_left + 4, m_y + 16, total.label, style);
    m_pdf.text_right(k_amount, m_y + 16, total.amount, style);
  }

  void sentences(const std::string& title, const std::vector<std::string>& told)
  {
    if (told.empty()) {
      return;
    }
    m_y += 24;
    need(40, false);
    m_pdf.text(k_statement_left, m_y, title, {.size = 11, .face = Pdf::Face::bold});
    m_y += 16;
    put_sentences(util::mapped(told, [&](const std::string& sentence) {
      return m_pdf.wrapped(sentence, k_statement_width, k_statement_plain);
    }));
  }

  void put_sentences(const std::vector<Lines>& sentences)
  {
    for (std::size_t i = 0; i < sentences.size(); ++i) {
      need(height_kept(sentences, i), false);
      put_sentence(sentences[i]);
    }
  }

  // A long one may go on on the next page.
  void put_sentence(const Lines& lines)
  {
    for (const std::string& line : lines) {
      need(k_sentence_line, false);
      m_pdf.text(k_statement_left, m_y, line, k_statement_plain);
      m_y += k_sentence_line;
    }
    m_y += k_sentence_gap;
  }

  static double height_of(const Lines& lines)
  {
    return k_sentence_line * static_cast<double>(lines.size()) + k_sentence_gap;
  }

  // What stays on one page from this sentence on: itself, and what follows when that is little, so
  // that no line ends alone on a last page.
  static double height_kept(const std::vector<Lines>& sentences, std::size_t at)
  {
    constexpr double k_little = 5 * k_sentence_line;
    double rest = 0;
    for (std::size_t i = at + 1; i < sentences.size(); ++i) {
      rest += height_of(sentences[i]);
    }
    return height_of(sentences[at]) + (rest <= k_little ? rest : 0);
  }

  void foot()
  {
    m_pdf.rule(k_statement_left, k_statement_right, Pdf::k_height - 52, 0.4, 0.6);
    const Lines lines = m_pdf.wrapped(m_statement.foot, k_statement_width - 60, k_statement_small);
    put_lines(k_statement_left, Pdf::k_height - 42, lines, k_statement_small, 9);
    m_pdf.text_right(k_statement_right, Pdf::k_height - 42,
                     fmt::format("{} {}", m_statement.page_word, m_pdf.pages()), k_statement_small);
  }

  Pdf& m_pdf;
  const Statement& m_statement;
  double m_y = 60;
};

} // namespace

util::Result<std::string> statement_pdf(const Statement& statement, util::Instant created)
{
  TRY_ASSIGN(std::unique_ptr<Pdf> pdf, Pdf::create(statement.title, statement.firm, created));
  Layout(*pdf, statement).draw();
  return pdf->finish();
}

} // namespace myatlas::formats
