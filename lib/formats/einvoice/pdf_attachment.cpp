#include "formats/einvoice/pdf_attachment.hpp"

#include <algorithm>
#include <array>
#include <functional>

#include <zlib.h>

#include "formats/pdf/qpdf.hpp"
#include "formats/xml/xml.hpp"
#include "util/isolated.hpp"
#include "util/text.hpp"
#include "util/try.hpp"

namespace myatlas::formats {

namespace {

constexpr std::array k_names = {"factur-x.xml", "zugferd-invoice.xml", "xrechnung.xml"};
constexpr const char* k_old_name = "ZUGFeRD-invoice.xml"; // of version 1, another XML
constexpr int k_most_nodes = 2000,
              k_most_depth = 32; // of the tree of names, which may lead in a circle

util::Error no_stream(const char* what)
{
  return util::Error{"einvoice.attachment", {what}};
}

// Unpacks deflated bytes, never more than an XML may have.
class Inflater
{
public:
  explicit Inflater(std::string_view packed)
  {
    m_stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
    m_stream.avail_in = static_cast<uInt>(packed.size());
  }

  util::Result<std::string> go()
  {
    if (::inflateInit(&m_stream) != Z_OK) {
      return no_stream("zlib");
    }
    const int end = unpack();
    ::inflateEnd(&m_stream);
    return result(end);
  }

private:
  // Returns how it ended.
  util::Result<std::string> result(int end)
  {
    if (m_text.size() > k_most_xml_bytes) {
      return util::Error{"xml.large", {std::to_string(k_most_xml_bytes)}};
    }
    if (end != Z_STREAM_END) {
      return no_stream("FlateDecode");
    }
    return std::move(m_text);
  }

  int unpack()
  {
    std::array<char, 65536> block;
    int state = Z_OK;
    while (state == Z_OK && m_text.size() <= k_most_xml_bytes) {
      m_stream.next_out = reinterpret_cast<Bytef*>(block.data());
      m_stream.avail_out = block.size();
      state = ::inflate(&m_stream, Z_NO_FLUSH);
      m_text.append(block.data(), block.size() - m_stream.avail_out);
    }
    return state;
  }

  z_stream m_stream = {};
  std::string m_text;
};

// A PDF in memory, and what it embeds.
class AttachedPdf : QpdfDocument
{
public:
  using QpdfDocument::QpdfDocument;

  util::Result<std::string> invoice_xml(std::string_view bytes)
  {
    const QPDF_ERROR_CODE read = m.read(m_data, "invoice", bytes.data(), bytes.size(), "");
    if ((read & QPDF_ERRORS) != 0) {
      return util::Error{is_locked() ? "pdf.encrypted" : "pdf.broken", {}};
    }
    const qpdf_oh root = m.root(m_data);
    look_at_names(member(member(root, "/Names"), "/EmbeddedFiles"), 0);
    look_at_associated(member(root, "/AF")); // some writers list them there alone
    if (!m_found) {
      return util::Error{m_is_old ? "einvoice.zugferd_1" : "einvoice.no_xml", {}};
    }
    return unpacked(*m_found);
  }

private:
  bool is_locked()
  {
    return m.has_error(m_data) != 0 && m.error_code(m_data, m.error(m_data)) == qpdf_e_password;
  }

  qpdf_oh member(qpdf_oh dictionary, const char* key)
  {
    return m.key(m_data, dictionary, key); // null of what is none
  }

  void look_at_names(qpdf_oh node, int depth)
  {
    if (++m_nodes > k_most_nodes || depth > k_most_depth || m.is_dictionary(m_data, node) == 0) {
      return;
    }
    each(member(node, "/Names"), [&](qpdf_oh entry) { look_at(entry); });
    each(member(node, "/Kids"), [&](qpdf_oh kid) { look_at_names(kid, depth + 1); });
  }

  void look_at_associated(qpdf_oh files)
  {
    each(files, [&](qpdf_oh entry) { look_at(entry); });
  }

  void each(qpdf_oh array, const std::function<void(qpdf_oh)>& act)
  {
    if (m.is_array(m_data, array) == 0) {
      return;
    }
    const int size = std::min(m.size(m_data, array), k_most_nodes);
    for (int i = 0; i < size; ++i) {
      act(m.item(m_data, array, i));
    }
  }

  // A description of a file; names stand between them.
  void look_at(qpdf_oh entry)
  {
    if (m_found || m.is_dictionary(m_data, entry) == 0) {
      return;
    }
    const std::string name = name_of(entry);
    m_is_old = m_is_old || name == k_old_name;
    const qpdf_oh stream = member(member(entry, "/EF"), "/F");
    if (is_wanted(name) && m.is_stream(m_data, stream) != 0) {
      m_found = stream;
    }
  }

  std::string name_of(qpdf_oh entry)
  {
    const qpdf_oh unicode = member(entry, "/UF"), plain = member(entry, "/F");
    const qpdf_oh named = m.is_string(m_data, unicode) != 0 ? unicode : plain;
    return m.is_string(m_data, named) != 0 ? m.text(m_data, named) : "";
  }

  static bool is_wanted(const std::string& name)
  {
    return name != k_old_name && std::ranges::find(k_names, util::to_lower(name)) != k_names.end();
  }

  // "" for none, "/FlateDecode", or another.
  std::string filter_of(qpdf_oh stream)
  {
    const qpdf_oh filter = member(m.dictionary(m_data, stream), "/Filter");
    return m.is_array(m_data, filter) != 0 ? only_name_in(filter) : name_in(filter);
  }

  std::string only_name_in(qpdf_oh filters)
  {
    const int size = m.size(m_data, filters);
    if (size != 1) {
      return size == 0 ? "" : "several";
    }
    return name_in(m.item(m_data, filters, 0));
  }

  std::string name_in(qpdf_oh object)
  {
    return m.is_name(m_data, object) != 0 ? m.name(m_data, object) : "";
  }

  // Taken as it is stored and unpacked here, where it is measured.
  util::Result<std::string> unpacked(qpdf_oh stream)
  {
    const std::string filter = filter_of(stream);
    TRY_ASSIGN(const std::string stored, stored_bytes(stream));
    if (filter.empty()) {
      return stored;
    }
    return is_deflate(filter) ? Inflater(stored).go() : no_stream(filter.c_str());
  }

  static bool is_deflate(std::string_view filter)
  {
    return filter == "/FlateDecode" || filter == "/Fl";
  }

  util::Result<std::string> stored_bytes(qpdf_oh stream)
  {
    unsigned char* bytes = nullptr;
    std::size_t size = 0;
    QPDF_BOOL filtered = QPDF_FALSE;
    const auto read = m.data(m_data, stream, qpdf_dl_none, &filtered, &bytes, &size);
    if ((read & QPDF_ERRORS) != 0 || bytes == nullptr) {
      return util::Error{"pdf.broken", {}};
    }
    const std::string stored(reinterpret_cast<const char*>(bytes), size);
    std::free(bytes);
    return stored;
  }

  std::optional<qpdf_oh> m_found;
  bool m_is_old = false;
  int m_nodes = 0;
};

} // namespace

util::Result<std::string> unbounded_invoice_xml_in(std::string_view pdf)
{
  TRY_ASSIGN(const QpdfLibrary* library, load_qpdf());
  return AttachedPdf(*library).invoice_xml(pdf);
}

util::Result<std::string> invoice_xml_in(std::string_view pdf)
{
  return util::in_isolation({}, util::Error{"pdf.costly", {}},
                            [&] { return unbounded_invoice_xml_in(pdf); });
}

} // namespace myatlas::formats
