import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import * as z from 'zod';
import { loadArea } from '#areas/load.ts';
import type { Area } from '#src/domain/area.ts';
import type { Stage } from '#src/domain/stage.ts';
import { type Deployment, readDeployment } from './deployment.ts';
import { IntakeStack } from './intake-stack.ts';
import { stackName } from './stages.ts';

/** The parts of a CloudFormation template that are read here. */
export interface Template {
  Metadata?: Record<string, unknown>;
  Parameters?: Record<string, unknown>;
  Resources: Record<string, TemplateResource>;
  Outputs?: Record<string, { Value: unknown; Description?: string }>;
}

export interface TemplateResource {
  Type: string;
  Properties?: Record<string, unknown>;
  Metadata?: Record<string, unknown>;
  DependsOn?: string | string[];
  DeletionPolicy?: string;
  UpdateReplacePolicy?: string;
}

/** The context in cdk.json, which the CDK command line reads too, so that both produce the same template. */
export function projectContext(): Record<string, unknown> {
  const file = readFileSync(join(import.meta.dirname, '../cdk.json'), 'utf8');
  return z.object({ context: z.record(z.string(), z.unknown()) }).parse(JSON.parse(file)).context;
}

/** The same template of production as `npm run synth`, in this process and without bundling code. */
export function synthTemplate(
  areaId: string,
  options: {
    deployment?: Deployment;
    /** As the local run has it, whatever the register and the settings say: a client for every party, one user pool, and no domain. */
    local?: boolean;
  } = {},
): Template {
  const area = loadArea(areaId);
  const parties = area.parties.map((party) => ({ ...party, api: true }));
  const deployment = options.deployment ?? readDeployment(projectContext()['deployments'], areaId);
  if (!options.local) return synthTemplateOf(area, deployment);
  const { domain: _elsewhere, ...rest } = deployment;
  return synthTemplateOf({ ...area, parties }, rest, { oneUserPool: true });
}

/** Like synthTemplate, for an area that need not be in areas/. */
export function synthTemplateOf(
  area: Area,
  deployment: Deployment,
  {
    stage = 'production',
    atOnce = false,
    oneUserPool = false,
  }: { stage?: Stage; atOnce?: boolean; oneUserPool?: boolean } = {},
): Template {
  const folder = mkdtempSync(join(tmpdir(), 'victim-referral-intake-synth-'));
  try {
    const app = new App({
      outdir: folder,
      analyticsReporting: false,
      treeMetadata: false,
      builtinCloudFormationValidation: false,
      context: { ...projectContext(), 'aws:cdk:bundling-stacks': [] },
    });
    const stack = new IntakeStack(app, stackName(area.id, stage), {
      area,
      stage,
      atOnce,
      oneUserPool,
      deployment,
      files: { 'area.json': notBundled, 'openapi.json': notBundled, 'pages.json': notBundled },
    });
    return app.synth().getStackArtifact(stack.artifactId).template as Template;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const notBundled = (): never => {
  throw new Error('A template made by itself bundles no code, and so has no files to write');
};
