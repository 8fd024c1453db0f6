import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import * as z from 'zod';
import { loadArea } from '#areas/load.ts';
import type { Area } from '#src/domain/area.ts';
import { type Deployment, deploymentOf } from './deployment.ts';
import { IntakeStack, stackName } from './intake-stack.ts';

/** A CloudFormation template as far as readers need to know one. */
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

/** What the command line reads from cdk.json, so that both make the same template. */
export function projectContext(): Record<string, unknown> {
  const file = readFileSync(join(import.meta.dirname, '../cdk.json'), 'utf8');
  return z.object({ context: z.record(z.string(), z.unknown()) }).parse(JSON.parse(file)).context;
}

/** The area's template as `npm run synth` would make it, in this process and without bundling any code. */
export function synthTemplate(areaId: string, options: { deployment?: Deployment } = {}): Template {
  return templateOf(loadArea(areaId), options.deployment ?? deploymentOf(projectContext()['deployments'], areaId));
}

/** The template of an area that need not be in areas/. */
export function templateOf(area: Area, deployment: Deployment): Template {
  const folder = mkdtempSync(join(tmpdir(), 'victim-referral-intake-synth-'));
  try {
    const app = new App({
      outdir: folder,
      analyticsReporting: false,
      treeMetadata: false,
      builtinCloudFormationValidation: false,
      context: { ...projectContext(), 'aws:cdk:bundling-stacks': [] },
    });
    const stack = new IntakeStack(app, stackName(area.id), {
      area,
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
