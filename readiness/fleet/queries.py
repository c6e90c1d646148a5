"""The queries, in DuckDB's SQL, over the view `report` and tables defined by earlier queries.

They count in whole numbers and do not sort, because engines divide and sort differently.
"""

from __future__ import annotations

FAILED = "('fail', 'not_assessed')"

STATION = """
SELECT station_number, min(started_us) AS first_us, max(started_us) AS last_us, min(day) AS first_day,
    max(day) AS last_day, count(*) AS reports, count(*) FILTER (WHERE verdict <> 'no_go') AS ready_reports
FROM report GROUP BY station_number
"""
"""One row per station."""

LATEST = """
SELECT station.*, report.station, report.unit, coalesce(report.site, '') AS site, report.started_us, report.started_at,
    report.day, report.verdict, report.blocking
FROM station
JOIN report ON report.station_number = station.station_number AND report.started_us = station.last_us
"""
"""One row per station with its last report. Texts are joined, since `max_by` takes three times as long."""

TURN = """
SELECT station_number, moment // 2 AS started_us, moment % 2 = 1 AS ready, before // 2 AS before_us
FROM (
    SELECT station_number, moment, lag(moment) OVER (PARTITION BY station_number ORDER BY moment) AS before
    FROM (SELECT station_number, 2 * started_us + CAST(verdict <> 'no_go' AS INTEGER) AS moment FROM report) AS each
) AS ordered
WHERE before IS NOT NULL AND moment % 2 <> before % 2
"""
"""One row per change of a station's verdict. `moment`: the time, and in its lowest bit whether the station was
ready."""

TOTALS = """
SELECT coalesce(sum(reports), 0), count(*), count(*) FILTER (WHERE verdict <> 'no_go'), min(first_day), max(last_day)
FROM latest
"""

WEEKS = """
SELECT coalesce(report.site, ''), report.unit, ended.week, count(*), count(*) FILTER (WHERE report.verdict <> 'no_go')
FROM (
    SELECT station_number, CAST(date_trunc('week', day) AS DATE) AS week, max(started_us) AS started_us
    FROM report GROUP BY station_number, CAST(date_trunc('week', day) AS DATE)) AS ended
JOIN report ON report.station_number = ended.station_number AND report.started_us = ended.started_us
GROUP BY coalesce(report.site, ''), report.unit, ended.week
"""

BLOCKING = """
SELECT code, count(*), sum(reports) FROM (
    SELECT station_number, code, count(*) AS reports
    FROM (SELECT station_number, unnest(blocking) AS code FROM report WHERE verdict = 'no_go') AS each
    GROUP BY station_number, code) AS by_station
GROUP BY code
"""

BLOCKING_NOW = """
SELECT code, count(DISTINCT station_number)
FROM (SELECT station_number, unnest(blocking) AS code FROM latest WHERE verdict = 'no_go') AS each GROUP BY code
"""

PRODUCTS = """
SELECT product, version, count(*), sum(reports), sum(failed) FROM (
    SELECT station_number, devices."{check}".product AS product, devices."{check}".version AS version,
        count(*) AS reports, count(*) FILTER (WHERE devices."{check}".outcome IN {failed}) AS failed
    FROM report WHERE devices."{check}".product IS NOT NULL
    GROUP BY station_number, devices."{check}".product, devices."{check}".version) AS by_station
GROUP BY product, version
"""

MENDS = """
SELECT "check", kind, product, version, count(*), sum(times), sum(helped) FROM (
    SELECT station_number, made."check" AS "check", made.kind AS kind, coalesce(made.product, '') AS product,
        coalesce(made.version, '') AS version, count(*) AS times, count(*) FILTER (WHERE made.helped) AS helped
    FROM (SELECT station_number, unnest(mends) AS made FROM report WHERE mends IS NOT NULL) AS each
    WHERE made.kind IS NOT NULL
    GROUP BY station_number, made."check", made.kind, coalesce(made.product, ''), coalesce(made.version, '')
) AS by_station
GROUP BY "check", kind, product, version
"""

CHANGES = """
SELECT value, version, site, count(*) FILTER (WHERE now_reports > 0), sum(now_reports), sum(now_failed),
    count(*) FILTER (WHERE before_reports > 0), sum(before_reports), sum(before_failed)
FROM (
    SELECT station_number, {value} AS value, {version} AS version, {site} AS site,
        count(*) FILTER (WHERE day >= DATE '{week}') AS now_reports,
        count(*) FILTER (WHERE day >= DATE '{week}' AND {failed}) AS now_failed,
        count(*) FILTER (WHERE day < DATE '{week}') AS before_reports,
        count(*) FILTER (WHERE day < DATE '{week}' AND {failed}) AS before_failed
    FROM report WHERE day >= DATE '{two_weeks}' AND day <= DATE '{as_of}' AND {value} IS NOT NULL
    GROUP BY station_number, {value}, {version}, {site}) AS by_station
GROUP BY value, version, site
"""

RECOVERY = """
SELECT code, hours, count(*) FROM (
    SELECT unnest(report.blocking) AS code, ended.hours AS hours
    FROM (
        SELECT station_number, started_us, ready,
            (lead(started_us) OVER (PARTITION BY station_number ORDER BY started_us) - started_us) // 3600000000
                AS hours
        FROM turn) AS ended
    JOIN report ON report.station_number = ended.station_number AND report.started_us = ended.started_us
    WHERE NOT ended.ready) AS each
GROUP BY code, hours
"""

TURNED = """
SELECT latest.station, latest.unit, latest.site, report.started_at, latest.started_at, latest.blocking
FROM turn
JOIN latest ON latest.station_number = turn.station_number AND latest.started_us = turn.started_us
JOIN report ON report.station_number = turn.station_number AND report.started_us = turn.before_us
WHERE NOT turn.ready
"""

FLAPPING = """
SELECT latest.station, latest.unit, latest.site, often.turns FROM (
    SELECT station_number, count(*) AS turns FROM turn WHERE started_us >= {since_us} GROUP BY station_number
    HAVING count(*) >= {turns}) AS often
JOIN latest ON latest.station_number = often.station_number
"""

NEVER_READY = """
SELECT latest.station, latest.unit, latest.site, latest.reports, report.started_at, latest.started_at, latest.blocking
FROM latest
JOIN report ON report.station_number = latest.station_number AND report.started_us = latest.first_us
WHERE latest.ready_reports = 0
"""

SILENT = "SELECT station, unit, site, started_at, day FROM latest WHERE day < DATE '{since}'"
