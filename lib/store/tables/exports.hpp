#pragma once

#include <functional>

#include "formats/tables/column_spec.hpp"
#include "store/engine.hpp"
#include "store/tables/perimeter.hpp"
#include "util/crypto.hpp"

namespace myatlas::store {

// The rows of a kind of file as the store holds them, for whoever writes them out.
class Exports
{
public:
  Exports(Engine& engine, const util::Key& key) : m_engine(engine), m_key(key) {}

  // The columns of the file, in their order. A NIR is never written out.
  static std::vector<formats::ColumnSpec> columns(formats::FileKind kind);

  // Calls `each` with the cells of a row that the perimeter sees, in the order of columns(), until
  // it answers false. The establishments come in the order they came in, which is how they lie on
  // the disk.
  void for_each(formats::FileKind kind, const Perimeter& seen_by,
                const std::function<bool(Cells)>& each) const;

  // The same of funding requests, each with its number.
  void each_request(const Perimeter& seen_by,
                    const std::function<bool(std::string_view, Cells)>& each) const;

private:
  void each_contract(const Perimeter& seen_by, const std::function<bool(Cells)>& each) const;

  Engine& m_engine;
  const util::Key& m_key;
};

} // namespace myatlas::store
