#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "store/engine.hpp"

namespace myatlas::store {

// An engine that has it asked how each statement would be carried out, and writes nothing but what
// its own counters need.
class PlanningEngine final : public Engine
{
public:
  using Plans =
    std::map<std::string, std::vector<std::string>, std::less<>>; // by statement: its steps
  // The steps by which `inner`, or an engine of the planner's own, would carry a statement out.
  using Planner =
    std::function<std::vector<std::string>(Engine& inner, std::string_view sql, Cells parameters)>;

  static std::vector<std::string> planner_of_file(Engine& inner, std::string_view sql, Cells)
  {
    std::vector<std::string> steps;
    for (const Row& row : inner.query("explain query plan " + std::string(sql), Cells{})) {
      steps.push_back(row.text(3));
    }
    return steps;
  }

  PlanningEngine(std::unique_ptr<Engine> inner, Planner planner, Plans& plans)
    : m_inner(std::move(inner)), m_planner(std::move(planner)), m_plans(plans)
  {
  }

  std::vector<Row> query(std::string_view sql, Cells parameters) override
  {
    plan(sql, parameters);
    return m_inner->query(sql, parameters);
  }
  void for_each(std::string_view sql, Cells parameters,
                const std::function<bool(const Row&)>& each) override
  {
    plan(sql, parameters);
    m_inner->for_each(sql, parameters, each);
  }
  void each_row(std::string_view sql, Cells parameters,
                const std::function<bool(Cells)>& each) override
  {
    plan(sql, parameters);
    m_inner->each_row(sql, parameters, each);
  }
  std::int64_t execute(std::string_view sql, Cells parameters) override
  {
    plan(sql, parameters);
    return 1;
  }

  void run_script(std::string_view sql) override { m_inner->run_script(sql); }
  std::unique_ptr<BulkWriter> bulk(const BulkTable& table, BulkMode mode) override
  {
    return m_inner->bulk(table, mode);
  }
  void hold() override { m_inner->hold(); }
  void let_go() override { m_inner->let_go(); }
  void begin_write() override { m_inner->begin_write(); }
  void begin_load() override { m_inner->begin_load(); }
  void commit() override { m_inner->commit(); }
  void roll_back() override { m_inner->roll_back(); }
  void begin_part() override { m_inner->begin_part(); }
  void keep_part() override { m_inner->keep_part(); }
  void undo_part() override { m_inner->undo_part(); }
  void back_up(const std::filesystem::path& path, Role role) override
  {
    m_inner->back_up(path, role);
  }
  void scrub() override { m_inner->scrub(); }
  Damage find_damage(Look look) override { return m_inner->find_damage(look); }
  std::vector<std::pair<std::string, std::string>> text_columns() override
  {
    return m_inner->text_columns();
  }
  std::int64_t bytes() override { return m_inner->bytes(); }
  bool may_write() override { return m_inner->may_write(); }
  int schema_version() override { return m_inner->schema_version(); }
  Schema schema() override { return m_inner->schema(); }
  void set_schema_version(int version) override { m_inner->set_schema_version(version); }

private:
  void plan(std::string_view sql, Cells parameters)
  {
    std::vector<std::string>& steps = m_plans[std::string(sql)];
    if (steps.empty()) {
      steps = m_planner(*m_inner, sql, parameters);
    }
  }

  std::unique_ptr<Engine> m_inner;
  Planner m_planner;
  Plans& m_plans;
};

} // namespace myatlas::store
