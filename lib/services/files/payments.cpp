#include "services/contributions/payments.hpp"
#include "formats/tables/row_types.hpp"
#include "formats/tables/rows.hpp"
#include "services/files/loader.hpp"
#include "services/files/seen_texts.hpp"
#include "services/files/told.hpp"

namespace myatlas::services {

namespace {

using formats::PaymentRow;
using enum formats::PaymentColumn;

constexpr ColumnOfMember k_payment_columns[] = {{"declaration", k_paid_declaration},
                                                {"amount", k_paid_amount},
                                                {"date", k_paid_day},
                                                {"reference", k_paid_reference},
                                                {"means", k_paid_means}};

// Payments that came in for declarations. What is too much becomes a credit, and is told.
class PaymentLoader final : public RowLoader
{
public:
  explicit PaymentLoader(const LoaderSetup& setup)
    : m_context(setup.context), m_rows(FileKind::payments, setup.header, setup.options)
  {
  }

  void load(const CsvRecord& record, RowProblems& problems, Pass pass) override
  {
    const PaymentRow row = m_rows.payment(record, problems);
    const bool is_new = problems.accepts() && !is_repeated(row, record.line, problems);
    if (is_new && pass == Pass::write) {
      write(row, problems);
    }
  }

  Counts counts() override { return m_counts; }
  std::optional<formats::DecimalMark> decimal_seen() const override
  {
    return m_rows.decimal_seen();
  }

private:
  bool is_repeated(const PaymentRow& row, std::uint64_t line, RowProblems& problems)
  {
    return refuse_if_seen(m_seen, {k_paid_reference, key_of(row), line}, problems);
  }

  // The reference of a declaration's payment; the day and the amount of one that has none.
  static std::string key_of(const PaymentRow& row)
  {
    return row.declaration + " " +
           (row.reference.empty() ? row.day + " " + row.amount : row.reference);
  }

  void write(const PaymentRow& row, RowProblems& problems)
  {
    const Result<RecordedPayment> recorded = record_payment(row);
    if (!recorded) {
      tell(recorded.errors(), k_payment_columns, problems.errors);
    } else if (recorded->is_new) {
      ++m_counts.created;
      tell_credit(row, recorded->declaration.credit(), problems);
    } else if (row.reference.empty() && row.day.empty()) { // it may be another one
      problems.warn(k_paid_amount, row.amount, {"payment.unmarked", {row.declaration}});
    }
  }

  Result<RecordedPayment> record_payment(const PaymentRow& row)
  {
    return payment_in(m_context, {row.declaration, row.amount, row.day, row.reference, row.means},
                      Excess::credited, m_known);
  }

  static void tell_credit(const PaymentRow& row, domain::Money credit, RowProblems& problems)
  {
    if (credit.cents > 0) {
      problems.warn(k_paid_amount, row.amount,
                    {"declaration.credit", {row.declaration, credit.text()}});
    }
  }

  const Context& m_context;
  formats::RowReader m_rows;
  SeenTexts m_seen; // each declaration and reference
  KnownPayments m_known{KnownPayments::Unmarked::the_same};
  Counts m_counts;
};

} // namespace

std::unique_ptr<RowLoader> load_payments(const LoaderSetup& setup)
{
  return std::make_unique<PaymentLoader>(setup);
}

} // namespace myatlas::services
