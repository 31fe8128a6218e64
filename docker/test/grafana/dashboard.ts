// A dashboard of ours by the types that Grafana publishes for its version: what it knows, by type of
// panel. Properties that a type does not have are refused, since a dashboard is checked as a literal.
import type { Dashboard, FieldConfig, GridPos, Panel, RowPanel, VariableModel } from '@grafana/schema/dist/types/raw/dashboard/x/dashboard_types.gen';
import type { Options as BarGauge } from '@grafana/schema/dist/types/raw/composable/bargauge/panelcfg/x/BarGaugePanelCfg_types.gen';
import type { Options as Stat } from '@grafana/schema/dist/types/raw/composable/stat/panelcfg/x/StatPanelCfg_types.gen';
import type { FieldConfig as TimeSeriesField, Options as TimeSeries } from '@grafana/schema/dist/types/raw/composable/timeseries/panelcfg/x/TimeSeriesPanelCfg_types.gen';
import type { Prometheus } from '@grafana/prometheus/dist/types/dataquery';

/** As JSON has it: enumerations by their values; and Grafana fills in what is absent. */
type Json<T> = T extends string ? `${T}`
  : T extends number | boolean | null | undefined ? T
  : T extends Array<infer E> ? Array<Json<E>>
  : T extends object ? { [K in keyof T]?: Json<T[K]> }
  : T;

/** The data source that provisioning sets up. */
type Source = { type: 'prometheus'; uid: 'prometheus' };

type Target = Json<Omit<Prometheus, 'datasource' | 'expr' | 'refId'>> & { datasource: Source; expr: string; refId: string };

type PanelOf<Type extends string, Options, Custom> =
  Json<Omit<Panel, 'datasource' | 'fieldConfig' | 'options' | 'targets' | 'type'>> & {
    type: Type;
    id: number;
    title: string;
    gridPos: GridPos;
    datasource: Source;
    targets: Target[];
    options: Json<Options>;
    fieldConfig: {
      defaults: Json<Omit<FieldConfig, 'custom'>> & { custom?: Json<Custom> };
      overrides: Array<{ matcher: { id: string; options?: unknown }; properties: Array<{ id: string; value?: unknown }> }>;
    };
  };

// The type lacks what Grafana itself saves with variables that are queries.
type Variable = Json<Omit<VariableModel, 'name' | 'type'>> & { name: string; type: 'query'; definition: string };

export type Residual = Json<Omit<Dashboard, 'panels' | 'schemaVersion' | 'templating'>> & {
  schemaVersion: number;
  templating: { list: Variable[] };
  panels: Array<
    | PanelOf<'timeseries', TimeSeries, TimeSeriesField>
    | PanelOf<'stat', Stat, Record<string, never>>
    | PanelOf<'bargauge', BarGauge, Record<string, never>>
    | RowPanel
  >;
};
