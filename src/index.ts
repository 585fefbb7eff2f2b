import { formSchema } from "./core";
import {
  folderActions,
  formActions,
  grpcRequestActions,
  httpRequestActions,
  websocketRequestActions,
  workspaceActions,
} from "./yaak/actions";
import { onApply } from "./yaak/apply";
import { formInputs } from "./yaak/form";
import type { YaakPlugin } from "./yaak/host";
import { templateFunctions } from "./yaak/template-functions";

const { name, label, shortLabel } = formSchema;

export const plugin: YaakPlugin = {
  authentication: {
    name,
    label,
    shortLabel,
    get args() {
      return formInputs();
    },
    actions: formActions,
    onApply,
  },
  templateFunctions,
  httpRequestActions,
  grpcRequestActions,
  websocketRequestActions,
  folderActions,
  workspaceActions,
};
