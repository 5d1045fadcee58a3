// The lines of a credit note.
#include <algorithm>

#include "services/invoices/credit_notes.hpp"
#include "util/ranges.hpp"

namespace myatlas::services {

namespace {

using domain::BilledLine;
using domain::BilledLines;
using domain::Invoice;
using domain::Money;
using util::total_of;

// Of the same nature and instalment.
bool is_same_kind(const BilledLine& one, const BilledLine& other)
{
  return one.nature == other.nature && one.instalment == other.instalment;
}

// What an invoice has of lines like one.
Money sum_like(const Context& context, const Invoice& invoice, const BilledLine& wanted)
{
  return total_of(context.store.invoices().lines(invoice), [&](const BilledLine& line) {
    return is_same_kind(line, wanted) ? line.amount : Money{};
  });
}

// What the credit notes on an invoice leave of one of its lines.
Money left_of_line(const Context& context, const Invoice& invoice, const BilledLine& wanted)
{
  Money left = sum_like(context, invoice, wanted);
  for (const Invoice& credit : context.store.invoices().credits_on(invoice)) {
    left += sum_like(context, credit, wanted);
  }
  return left;
}

// The lines of an invoice, as far as its credit notes leave them.
BilledLines lines_left(const Context& context, const Invoice& invoice)
{
  BilledLines lines = context.store.invoices().lines(invoice);
  for (BilledLine& line : lines) {
    line.amount = left_of_line(context, invoice, line);
  }
  return lines;
}

Error lines_required(const Invoice& corrected)
{
  return Error{"invoice.credit_lines", {corrected.number}}.at("line");
}

// Those of the invoice that a credit note without lines of its own takes back.
BilledLines implied_lines(const Context& context, Money amount, const Invoice& corrected,
                          Errors& problems)
{
  BilledLines lines = lines_left(context, corrected);
  const Money whole = total_of(lines, &BilledLine::amount);
  if (lines.empty() || whole == amount) {
    return lines;
  }
  if (lines.size() == 1) {
    lines.front().amount = amount;
    return lines;
  }
  problems.push_back(lines_required(corrected));
  return {};
}

Error more_than_line(const BilledLine& line, Money left)
{
  return Error{"invoice.credit_line_over", {to_text(line.nature), line.amount.text(), left.text()}}
    .at("line");
}

Error lines_come_to(Money sum, Money amount)
{
  return Error{"invoice.lines_sum", {sum.text(), amount.text()}}.at("line");
}

void check_lines(const Context& context, const BilledLines& lines, Money amount,
                 const Invoice& corrected, Errors& problems)
{
  for (const BilledLine& line : lines) {
    const Money left = left_of_line(context, corrected, line);
    if (line.amount > left) {
      problems.push_back(more_than_line(line, left));
    }
  }
  const Money sum = total_of(lines, &BilledLine::amount);
  if (!lines.empty() && sum != amount) {
    problems.push_back(lines_come_to(sum, amount));
  }
}

// As a credit note has them: negative, without those of nothing.
void take_back(BilledLines& lines)
{
  std::erase_if(lines, [](const BilledLine& line) { return line.amount.cents == 0; });
  for (BilledLine& line : lines) {
    line.amount = Money{} - line.amount;
  }
}

} // namespace

BilledLines credit_lines(const Context& context, const LinesForm& form, Money amount,
                         const Invoice& corrected, Errors& problems)
{
  BilledLines lines = lines_typed(form, problems);
  if (form.lines.empty()) {
    lines = implied_lines(context, amount, corrected, problems);
  }
  check_lines(context, lines, amount, corrected, problems);
  take_back(lines);
  return lines;
}

} // namespace myatlas::services
