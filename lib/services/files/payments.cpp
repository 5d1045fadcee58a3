#include "services/contributions/payments.hpp"
#include "services/files/loader.hpp"
#include "services/files/seen_texts.hpp"
#include "services/files/told.hpp"

namespace myatlas::services {

namespace {

constexpr ColumnOfMember k_payment_columns[] = {{"declaration", formats::k_paid_declaration},
                                                {"amount", formats::k_paid_amount},
                                                {"date", formats::k_paid_day},
                                                {"reference", formats::k_paid_reference},
                                                {"means", formats::k_paid_means}};

// Payments that came in for declarations. What is too much becomes a credit, and is told.
class PaymentLoader final : public RowLoader
{
public:
  explicit PaymentLoader(const LoaderSetup& setup)
    : m_context(setup.context), m_rows(formats::FileKind::payments, setup.header, setup.options)
  {
  }

  void load(const formats::CsvRecord& record, formats::RowProblems& problems, Pass pass) override
  {
    const formats::PaymentRow row = m_rows.payment(record, problems);
    if (!problems.errors.empty()) {
      return;
    }
    const std::string key =
      row.declaration + " " + (row.reference.empty() ? row.day + " " + row.amount : row.reference);
    if (m_seen.add(key, record.line)) {
      problems.errors.push_back(duplicate_of(formats::k_paid_reference, key, m_seen.line()));
      return;
    }
    if (pass == Pass::check) {
      return;
    }
    const util::Result<RecordedPayment> recorded =
      payment_in(m_context, {row.declaration, row.amount, row.day, row.reference, row.means},
                 Excess::credited, m_known);
    if (!recorded) {
      tell(recorded.errors(), k_payment_columns, problems.errors);
      return;
    }
    m_counts.created += recorded->is_new ? 1 : 0;
    if (recorded->is_new && recorded->declaration.credit().cents > 0) {
      problems.warnings.push_back(
        {formats::k_paid_amount,
         row.amount,
         {"declaration.credit", {row.declaration, recorded->declaration.credit().text()}}});
    }
  }

  Counts counts() override { return m_counts; }
  std::optional<formats::DecimalMark> decimal_seen() const override
  {
    return m_rows.decimal_seen();
  }

private:
  const Context& m_context;
  formats::RowReader m_rows;
  SeenTexts m_seen; // each declaration and reference
  KnownPayments m_known;
  Counts m_counts;
};

} // namespace

std::unique_ptr<RowLoader> load_payments(const LoaderSetup& setup)
{
  return std::make_unique<PaymentLoader>(setup);
}

} // namespace myatlas::services
